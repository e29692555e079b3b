import http from 'node:http';
import https from 'node:https';
import { Socket } from 'node:net';
import got from 'got';
import { createConnect } from './connect.ts';
import { COMMON_HEADERS, ENCODED, type HttpResult, MAX_BODY_BYTES, type ReadRequest } from './http-request.ts';
import type { ProxySettings } from './proxy.ts';

/**
 * Reads a URL by one GET, through the usual proxies; used for the keys that verify tokens. No redirects, no
 * decompression, no error for any status.
 */
export async function readOnce(
  url: string,
  {
    proxies,
    timeoutMs,
    maxBodyBytes = MAX_BODY_BYTES,
  }: Pick<ReadRequest, 'timeoutMs' | 'maxBodyBytes'> & { proxies: ProxySettings },
): Promise<HttpResult> {
  const connect = createConnect(timeoutMs, proxies);
  let sent = false; // or may have been
  function led<Agent extends http.Agent>(agent: Agent, secure: boolean): Agent {
    agent.createConnection = ({ host, port }, connected) => {
      connect({ secure, hostname: host ?? 'localhost', port: Number(port) }).then(
        (socket) => {
          sent = true;
          connected?.(null, socket);
        },
        (fault: Error) => connected?.(fault, new Socket()),
      );
      return null; // the callback gets it
    };
    return agent;
  }

  const ended = new AbortController(); // by the time or by the length
  const timer = setTimeout(() => ended.abort(), timeoutMs);
  try {
    const pending = got(url, {
      agent: { http: led(new http.Agent(), false), https: led(new https.Agent(), true) },
      retry: { limit: 0 },
      followRedirect: false,
      throwHttpErrors: false,
      decompress: false,
      headers: COMMON_HEADERS,
      signal: ended.signal,
    });
    pending.on('downloadProgress', ({ transferred }) => {
      if (transferred > maxBodyBytes) ended.abort();
    });
    const { statusCode, headers, body } = await pending;
    // got gives a compressed body as bytes.
    return { kind: 'answer', status: statusCode, headers, body: typeof body === 'string' ? body : ENCODED };
  } catch {
    return { kind: sent ? 'lost' : 'not-sent' };
  } finally {
    clearTimeout(timer);
  }
}
