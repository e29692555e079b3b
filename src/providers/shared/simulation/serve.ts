import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Answer } from './replies.ts';
import type { RecordedRequest, SimulationOptions } from './simulation.ts';

/** Reads `/accounts`, whose `accountId` is null, and `/accounts/{id}` below a base path; null for any other route. */
export function accountsRoute({ method, path }: RecordedRequest, basePath: string) {
  // Not with URL, which would resolve an encoded `..`; a server takes that as an account id.
  const [pathname = '', search = ''] = path.split('?', 2);
  if (!pathname.startsWith(`${basePath}/accounts`)) return null;
  const [empty, segment, ...more] = pathname.slice(`${basePath}/accounts`.length).split('/');
  const accountId = segment === undefined ? null : decoded(segment);
  const allowed = accountId === null ? method === 'GET' : method === 'GET' || method === 'DELETE';
  if (empty !== '' || accountId === '' || more.length > 0 || !allowed) return null;
  return { accountId, query: new URLSearchParams(search) };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}

/** The single value of a header. */
export function headerOf(request: RecordedRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The credential in `Authorization` after this scheme; null for another scheme or none. */
export function credentialOf(request: RecordedRequest, scheme: string): string | null {
  const [given = '', credential = '', ...more] = (headerOf(request, 'authorization') ?? '').split(' ');
  return given.toLowerCase() === scheme.toLowerCase() && credential !== '' && more.length === 0 ? credential : null;
}

/** Serves a simulation on a free port of 127.0.0.1 and records what arrives. */
export async function serve(
  handle: (request: RecordedRequest) => Promise<Answer>,
  { now = Date.now, basePath = '' }: Pick<SimulationOptions<never>, 'now'> & { readonly basePath?: string } = {},
) {
  const requests: RecordedRequest[] = [];
  const server = http.createServer(async (incoming, response) => {
    const { method = '', url: path = '', headers } = incoming;
    const request = { method, path, headers, at: now(), body: '' };
    requests.push(request);
    try {
      request.body = await text(incoming);
    } catch {
      return; // the sender closed the connection
    }
    const answer = await handle(request);
    if (answer === 'hang-up') incoming.socket.destroy();
    else response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${basePath}`,
    requests,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
