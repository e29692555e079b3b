import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from './random.ts';

/** One that recognises keys, and one that does not. */
export type TorturedName = 'SEQUENCE' | 'NUVION';

/** What a provider's books say of one account. */
export interface Entry {
  /** Delete requests that arrived. */
  readonly requests: Item[];
  /** Deletions that were carried out. */
  readonly effects: Item[];
}

export interface Item {
  readonly key: string;
  readonly requestId: string;
  /** Of `performance.now()`. */
  readonly at: number;
}

/** A provider that fails in every way that an exchange can end, and records what it really did. */
export interface BookedProvider {
  readonly url: string;
  entry(accountId: string): Entry;
  /** From now on it works. */
  heal(): void;
  close(): Promise<void>;
}

export interface ProviderOptions {
  readonly name: TorturedName;
  readonly random: Random;
  /** How likely a request goes wrong. */
  readonly faultRate: number;
  /** The gateway's patience with one exchange, in milliseconds. */
  readonly timeoutMs: number;
  /** The longest that an answer travels, in milliseconds. */
  readonly answerMs: number;
  /** The longest that a request travels before it is carried out, in milliseconds. */
  readonly latestMs: number;
}

/** Accounts whose id starts so do not exist, or cannot be deleted. */
/** The providers that are simulated here. */
export const TORTURED = ['SEQUENCE', 'NUVION'] as const;
export type TorturedProvider = (typeof TORTURED)[number];

export const MISSING = 'missing-';
export const STUBBORN = 'stubborn-';

const FAULTS = [
  'lost request',
  'lost answer',
  'cut off',
  'web page',
  'late answer',
  'late effect',
  'error before',
  'error after',
  'too many',
  'unauthorized',
] as const;

interface Said {
  readonly status: number;
  readonly body: unknown;
}

export async function startBookedProvider(options: ProviderOptions): Promise<BookedProvider> {
  const { name, random, timeoutMs, answerMs, latestMs } = options;
  let { faultRate } = options;
  const entries = new Map<string, Entry>();
  const firstAnswers = new Map<string, Said>(); // Sequence: by key, for 24 hours

  function entry(accountId: string): Entry {
    const known = entries.get(accountId) ?? { requests: [], effects: [] };
    entries.set(accountId, known);
    return known;
  }

  /** Carries a delete out, or refuses it: what an undisturbed provider does. */
  function execute(accountId: string, key: string, requestId: string): Said {
    const first = name === 'SEQUENCE' ? firstAnswers.get(key) : undefined;
    if (first !== undefined) return first;
    const said = decide(accountId, key, requestId);
    firstAnswers.set(key, said);
    return said;
  }

  function decide(accountId: string, key: string, requestId: string): Said {
    const { effects } = entry(accountId);
    if (accountId.startsWith(MISSING)) return notFound();
    if (accountId.startsWith(STUBBORN)) return error(400, 'error_account_balance');
    if (effects.length > 0 && name === 'SEQUENCE') return notFound();
    if (effects.length > 0) return error(409, 'error_account_deleted');
    effects.push({ key, requestId, at: performance.now() });
    return name === 'SEQUENCE' ? { status: 200, body: {} } : read(accountId);
  }

  function read(accountId: string): Said {
    if (accountId.startsWith(MISSING)) return notFound();
    const [effect] = entry(accountId).effects;
    if (name === 'SEQUENCE') return effect ? notFound() : { status: 200, body: { data: { id: accountId } } };
    const deleted = effect && Math.floor(performance.timeOrigin + effect.at);
    return { status: 200, body: { status: 200, data: { account: { id: accountId, deleted } } } };
  }

  const notFound = () =>
    name === 'SEQUENCE' ? error(404, 'resource_not_found') : error(404, 'error_account_not_found');

  function error(status: number, code: string): Said {
    const body = name === 'SEQUENCE' ? { error: { code, message: 'No.' } } : { status: String(status), type: code };
    return { status, body };
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const accountId = decodeURIComponent(request.url?.split('/').at(-1) ?? '');
    const key = String(request.headers['idempotency-key']);
    const requestId = String(request.headers['x-request-id']);
    const isDelete = request.method === 'DELETE';
    if (isDelete) entry(accountId).requests.push({ key, requestId, at: performance.now() });
    const act = () => (isDelete ? execute(accountId, key, requestId) : read(accountId));
    const hangUp = () => {
      request.socket.destroy();
    };

    const fault = random.chance(faultRate) ? random.pick(FAULTS) : null;
    switch (fault) {
      case null: {
        const said = act();
        if (answerMs > 0) await sleep(random.between(0, answerMs));
        return send(response, said);
      }
      case 'lost request':
        return hangUp();
      case 'lost answer':
        act();
        return hangUp();
      case 'cut off': {
        const { status, body } = act();
        const text = JSON.stringify(body);
        response.writeHead(status, { 'content-length': text.length + 5 });
        response.write(text, hangUp);
        return;
      }
      case 'web page':
        if (random.chance(0.5)) act();
        return send(response, { status: 200, body: '<html>Welcome</html>' });
      case 'late answer': {
        const said = act();
        await sleep(timeoutMs + 50);
        return send(response, said);
      }
      case 'late effect':
        await sleep(random.between(timeoutMs, latestMs));
        act();
        return hangUp();
      case 'error before':
        return send(response, error(random.pick([500, 502, 503]), 'error_internal'));
      case 'error after':
        act();
        return send(response, error(500, 'error_internal'));
      case 'too many':
        return send(response, error(429, 'error_rate_limit'));
      case 'unauthorized':
        return send(response, error(401, 'error_auth'));
    }
  }

  const server = http.createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    entry,
    heal() {
      faultRate = 0;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function send(response: ServerResponse, { status, body }: Said): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
