import http, { type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault, FaultName } from './faults.ts';

/** One request as it arrived; `path` as on the wire, `at` in Unix milliseconds. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly at: number;
}

/** A deletion that was really carried out. */
export interface Effect {
  readonly accountId: string;
  /** The `Idempotency-Key` it came with; null when there was none. */
  readonly idempotencyKey: string | null;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a request gets: a reply, or a connection that ends without one. */
export type Answer = Reply | 'hang-up';

/** A provider that is running on loopback. Nothing in it is real. */
export interface SimulatedProvider<Account> {
  /** The base URL, as the gateway is configured with it. */
  readonly url: string;
  /** Every request so far, in the order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** Every deletion that was carried out so far: the one thing that must never be there twice. */
  readonly effects: readonly Effect[];
  readonly accounts: ReadonlyMap<string, Account>;
  /** Adds an account, or puts back one that was deleted. What `details` leave out has a default. */
  add(accountId: string, details?: Partial<Omit<Account, 'id'>>): void;
  /** Makes deletions of this account fail from now on, in place of any fault that it had. */
  fail(accountId: string, fault: FaultName | Fault): void;
  close(): Promise<void>;
}

export interface SimulationOptions<Account> {
  /** 0, the default, picks a free port. */
  readonly port?: number;
  /** What is there at first; the demo accounts, unless given. */
  readonly accounts?: readonly Account[];
  /** Unix time in milliseconds. */
  readonly now?: () => number;
  /** How a slow answer waits. */
  readonly sleep?: (ms: number) => Promise<void>;
}

export interface Route {
  /** Null for the list. */
  readonly accountId: string | null;
  readonly query: URLSearchParams;
}

/** Reads `/accounts` and `/accounts/{id}` below a base path; null for any other route. */
export function accountsRoute({ method, path }: RecordedRequest, basePath: string): Route | null {
  // Not through URL: it would take an encoded `..` for a step up, where a server sees an account id.
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

/** The credential behind a scheme in `Authorization`; null for another scheme or none. */
export function credentialOf(request: RecordedRequest, scheme: string): string | null {
  const [given = '', credential = '', ...more] = (headerOf(request, 'authorization') ?? '').split(' ');
  return given.toLowerCase() === scheme.toLowerCase() && credential !== '' && more.length === 0 ? credential : null;
}

export function jsonReply(status: number, value: unknown): Reply {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) };
}

/** A page for people, as a proxy or a web server shows it in place of an API. */
export function htmlReply(status: number): Reply {
  const title = http.STATUS_CODES[status] ?? '';
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${status} ${title}</h1></body></html>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/** An amount that `JSON.stringify` writes as a number with exactly these digits: `1000.50` stays `1000.50`. */
export const amount = (digits: string): unknown => rawJSON(digits);

/** Serves a simulation on 127.0.0.1 and records what arrives. */
export async function serve(
  handle: (request: RecordedRequest) => Promise<Answer>,
  { port = 0, now = Date.now }: Pick<SimulationOptions<never>, 'port' | 'now'>,
) {
  const requests: RecordedRequest[] = [];
  const server = http.createServer(async (incoming, response) => {
    incoming.resume();
    const { method = '', url: path = '', headers } = incoming;
    const request = { method, path, headers, at: now() };
    requests.push(request);
    const answer = await handle(request);
    if (answer === 'hang-up') incoming.socket.destroy();
    else response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
