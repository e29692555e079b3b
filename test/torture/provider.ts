import { setTimeout as sleep } from 'node:timers/promises';
import { nuvionError, sequenceError } from '../support/account-answers.ts';
import { answers, cutsOff, hangsUp, type Reply, type SeenRequest, startUpstream } from '../support/upstream.ts';
import type { Random } from './random.ts';

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
  readonly name: TorturedProvider;
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

/** The providers that are simulated here: one that recognises keys, and one that does not. */
export const TORTURED = ['SEQUENCE', 'NUVION'] as const;
export type TorturedProvider = (typeof TORTURED)[number];

/** Accounts whose id starts so do not exist, or cannot be deleted. */
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

  const notFound = () => error(404, name === 'SEQUENCE' ? 'resource_not_found' : 'error_account_not_found');
  const error = (status: number, code: string): Said => ({
    status,
    body: name === 'SEQUENCE' ? sequenceError(code) : nuvionError(status, code),
  });

  /** What becomes of a request: what an undisturbed provider does, or a fault. */
  async function fate(request: SeenRequest): Promise<Reply> {
    const accountId = decodeURIComponent(request.path.split('/').at(-1) ?? '');
    const key = String(request.headers['idempotency-key']);
    const requestId = String(request.headers['x-request-id']);
    const isDelete = request.method === 'DELETE';
    if (isDelete) entry(accountId).requests.push({ key, requestId, at: performance.now() });
    const act = () => (isDelete ? execute(accountId, key, requestId) : read(accountId));

    const fault = random.chance(faultRate) ? random.pick(FAULTS) : null;
    switch (fault) {
      case null: {
        const said = act();
        if (answerMs > 0) await sleep(random.between(0, answerMs));
        return says(said);
      }
      case 'lost request':
        return hangsUp;
      case 'lost answer':
        act();
        return hangsUp;
      case 'cut off': {
        const { status, body } = act();
        return cutsOff(status, JSON.stringify(body));
      }
      case 'web page':
        if (random.chance(0.5)) act();
        return answers(200, '<html>Welcome</html>');
      case 'late answer': {
        const said = act();
        await sleep(timeoutMs + 50);
        return says(said);
      }
      case 'late effect':
        await sleep(random.between(timeoutMs, latestMs));
        act();
        return hangsUp;
      case 'error before':
        return says(error(random.pick([500, 502, 503]), 'error_internal'));
      case 'error after':
        act();
        return says(error(500, 'error_internal'));
      case 'too many':
        return says(error(429, 'error_rate_limit'));
      case 'unauthorized':
        return says(error(401, 'error_auth'));
    }
  }

  const upstream = await startUpstream(async (response, request, socket) => {
    const reply = await fate(request);
    await reply(response, request, socket);
  });
  return {
    url: upstream.url,
    entry,
    heal() {
      faultRate = 0;
    },
    close: async () => upstream[Symbol.asyncDispose](),
  };
}

const says = ({ status, body }: Said): Reply => answers(status, body);
