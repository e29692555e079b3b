import type { Socket } from 'node:net';

/** The server to connect to. */
export interface Target {
  readonly secure: boolean;
  /** A name or an address, without brackets. */
  readonly hostname: string;
  readonly port: number;
}

/**
 * The values of the usual proxy variables. A proxy is `http://host:port` or `https://host:port`, with user and password if
 * it requires them.
 */
export interface ProxySettings {
  /** For `https:`. */
  readonly https?: string | undefined;
  /** For `http:`. */
  readonly http?: string | undefined;
  /** Names that are reached without a proxy, with their subdomains: comma-separated; `*` for all. */
  readonly none?: string | undefined;
}

export interface Proxy extends Target {
  /** The value of `Proxy-Authorization`. */
  readonly authorization: string | null;
}

/** The longest answer to `CONNECT` that is accepted. */
const MAX_HEAD_BYTES = 16 * 1024;
const END_OF_HEAD = '\r\n\r\n';

/** The proxy for a target; null for none. */
export function proxyFor({ https, http, none = '' }: ProxySettings, target: Target): Proxy | null {
  const url = target.secure ? https : http;
  if (url === undefined || none.split(/[\s,]+/).some((entry) => isMeant(entry, target))) return null;
  const { protocol, hostname, port, username, password } = new URL(url.includes('://') ? url : `http://${url}`);
  const secure = protocol === 'https:';
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    secure,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (secure ? 443 : 80)),
    authorization: user === ':' ? null : `Basic ${Buffer.from(user).toString('base64')}`,
  };
}

/** Whether an entry of `NO_PROXY` covers a target: `example.com`, `.example.com`, `*.example.com`, `[::1]:8080`, `*`. */
function isMeant(entry: string, { hostname, port }: Target): boolean {
  const host = hostname.toLowerCase();
  if (entry === '*' || entry === host) return true;
  const [, part = '', only] = /^(\[.+\]|[^:]+)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
  const name = part.replace(/^\*?\.|^\[|\]$/g, '');
  if (name === '' || (only !== undefined && Number(only) !== port)) return false;
  return host === name || host.endsWith(`.${name}`);
}

/**
 * Asks a proxy for a connection to the target (https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6), for `http:` too: when
 * this fails, no byte of the request was sent. Rejects when the proxy refuses. It has no time limit of its own.
 */
export async function tunnel(socket: Socket, { authorization }: Proxy, { hostname, port }: Target): Promise<void> {
  const authority = `${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`;
  const lines = [`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`];
  if (authorization !== null) lines.push(`Proxy-Authorization: ${authorization}`);
  socket.write(lines.join('\r\n') + END_OF_HEAD);
  const head = await headFrom(socket);
  // Data after the head is wrong: in TLS and in HTTP the client speaks first.
  const isWhole = head.indexOf(END_OF_HEAD) === head.length - END_OF_HEAD.length;
  if (!isWhole || !/^HTTP\/1\.[01] 2\d\d\b/.test(head)) throw new Error('The proxy refused');
}

function headFrom(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let head = '';
    const onReadable = () => {
      for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) head += chunk.toString('latin1');
      if (!head.includes(END_OF_HEAD) && head.length < MAX_HEAD_BYTES) return;
      socket.off('readable', onReadable);
      resolve(head);
    };
    socket.on('readable', onReadable);
    socket.on('end', () => reject(new Error('The proxy hung up')));
    socket.on('error', reject);
    socket.once('close', () => reject(new Error('The connection to the proxy was closed')));
  });
}
