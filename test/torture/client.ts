import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CANARY, NUVION_CREDENTIAL, SEQUENCE_CREDENTIAL } from '../support/secrets.ts';
import type { TorturedName } from './provider.ts';
import type { Random } from './random.ts';

export interface Intention {
  readonly provider: TorturedName;
  readonly accountId: string;
  readonly key: string;
  /** Every answer that came. */
  readonly answers: Answer[];
}

export interface Answer {
  readonly requestId: string;
  /** When it was asked for. */
  readonly askedAt: number;
  readonly code: string;
  readonly source: string | null;
  /** Whether it came from the record. */
  readonly replayed: boolean;
  /** The rest of it, but `requestId`. */
  readonly whole: string;
  readonly retryAfterMs: number;
}

/** The answers that end a deletion. */
export const FINAL = new Set(['DELETED', 'ACCOUNT_NOT_FOUND', 'DELETION_REJECTED']);

/** A client that has not heard the end by then gives up: a result is lost. In milliseconds. */
const PATIENCE_MS = 90_000;
const REQUEST_TIMEOUT_MS = 4_000;

const QUERY = `mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) {
  ... on DeleteAccountSuccess { replayed evidence deletion { permanent ... on SoftDeletion { deletedAt } } }
  ... on DeleteAccountError { replayed code message retryAfterMs source providerCode } } }`;

export const intend = (provider: TorturedName, accountId: string): Intention => ({
  provider,
  accountId,
  key: `${CANARY}-${randomUUID()}`,
  answers: [],
});

/** Asks with one key until there is a final answer, impatiently: with duplicates, and hanging up in between. */
export async function pursue(intention: Intention, anyUrl: () => string, random: Random): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (performance.now() < giveUpAt) {
    const duplicates = random.chance(0.2) ? random.between(2, 4) : 1;
    const asked = Array.from({ length: duplicates }, () => ask(intention, anyUrl(), random));
    const answers = (await Promise.all(asked)).filter((answer) => answer !== null);
    intention.answers.push(...answers);
    if (answers.some(({ code }) => FINAL.has(code))) return;
    const wait = Math.max(0, ...answers.map(({ retryAfterMs }) => retryAfterMs));
    await sleep(Math.min(wait, 2_000) + random.between(20, 200));
  }
}

/** One request; null when no answer came. */
export async function ask(
  { provider, accountId, key }: Omit<Intention, 'answers'>,
  url: string,
  random: Random,
): Promise<Answer | null> {
  const timeout = random.chance(0.1) ? random.between(5, 300) : REQUEST_TIMEOUT_MS;
  const askedAt = performance.now();
  const requestId = randomUUID();
  try {
    const response = await fetch(url, {
      method: 'POST',
      signal: AbortSignal.timeout(timeout),
      headers: {
        'content-type': 'application/json',
        authorization: provider === 'SEQUENCE' ? SEQUENCE_CREDENTIAL : NUVION_CREDENTIAL,
        'x-request-id': requestId,
      },
      body: JSON.stringify({ query: QUERY, variables: { input: { provider, accountId, idempotencyKey: key } } }),
    });
    const { data } = (await response.json()) as { data: { deleteAccount: Record<string, unknown> } };
    const { replayed, ...rest } = data.deleteAccount;
    const { code = 'DELETED', source = null, retryAfterMs } = rest;
    return {
      requestId,
      askedAt,
      code: String(code),
      source: source as string | null,
      replayed: replayed === true,
      whole: JSON.stringify(rest),
      retryAfterMs: Number(retryAfterMs ?? 0),
    };
  } catch {
    return null;
  }
}
