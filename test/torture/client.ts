import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ownHeaderOf } from '../../src/access/credential-headers.ts';
import { CANARY, NUVION_CREDENTIAL, SEQUENCE_CREDENTIAL } from '../support/secrets.ts';
import type { TorturedProvider } from './provider.ts';
import type { Random } from './random.ts';

export interface Intention {
  readonly provider: TorturedProvider;
  readonly accountId: string;
  readonly key: string;
  /** The header that it is asked for with. */
  readonly credential: Readonly<Record<string, string>>;
  /** The ids of its requests. */
  readonly requestIds: Set<string>;
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

const RESULT = `... on DeleteAccountSuccess { replayed evidence deletion { permanent ... on SoftDeletion { deletedAt } } }
  ... on DeleteAccountError { replayed code message retryAfterMs source providerCode }`;
const DELETE = `mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) { ${RESULT} } }`;
const FIND = `query ($provider: AccountProvider!, $key: String!) {
  accountDeletion(provider: $provider, idempotencyKey: $key) { status result { ${RESULT} } } }`;

const CREDENTIALS = { SEQUENCE: SEQUENCE_CREDENTIAL, NUVION: NUVION_CREDENTIAL };

/** @param credential by default the caller's own, in the provider's own header */
export const intend = (
  provider: TorturedProvider,
  accountId: string,
  credential: Intention['credential'] = { [ownHeaderOf(provider)]: CREDENTIALS[provider] },
): Intention => ({
  provider,
  accountId,
  key: `${CANARY}-${randomUUID()}`,
  credential,
  requestIds: new Set(),
  answers: [],
});

/** Asks with one key until there is a final answer, impatiently: with duplicates, and hanging up in between. */
export async function pursue(intention: Intention, anyUrl: () => string, random: Random): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (performance.now() < giveUpAt) {
    const answers = await tryOnce(intention, anyUrl, random);
    if (answers.some(({ code }) => FINAL.has(code))) return;
    const wait = Math.max(0, ...answers.map(({ retryAfterMs }) => retryAfterMs));
    await sleep(Math.min(wait, 2_000) + random.between(20, 200));
  }
}

/** Asks once, or several times at once, and gives the answers that came. */
export async function tryOnce(intention: Intention, anyUrl: () => string, random: Random): Promise<readonly Answer[]> {
  const duplicates = random.chance(0.2) ? random.between(2, 4) : 1;
  const asked = Array.from({ length: duplicates }, () => ask(intention, anyUrl(), random));
  const answers = (await Promise.all(asked)).filter((answer) => answer !== null);
  intention.answers.push(...answers);
  return answers;
}

/** Asks until there is an answer that says more than that the gateway could not find out; null when none came. */
export async function insist(intention: Intention, anyUrl: () => string, random: Random): Promise<Answer | null> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (performance.now() < giveUpAt) {
    const answer = await ask(intention, anyUrl(), random);
    if (answer !== null && answer.code !== 'UNAVAILABLE') return answer;
    await sleep(answer?.retryAfterMs ?? 0);
  }
  return null;
}

/** One request; null when no answer came. */
export async function ask(
  { provider, accountId, key, credential, requestIds }: Intention,
  url: string,
  random: Random,
): Promise<Answer | null> {
  const timeout = random.chance(0.1) ? random.between(5, 300) : REQUEST_TIMEOUT_MS;
  const askedAt = performance.now();
  const requestId = randomUUID();
  requestIds.add(requestId);
  try {
    const variables = { input: { provider, accountId, idempotencyKey: key } };
    const headers = { ...credential, 'x-request-id': requestId };
    const data = await post(url, { query: DELETE, variables }, headers, timeout);
    return answerIn(data.deleteAccount, requestId, askedAt);
  } catch {
    return null;
  }
}

/** What the gateway knows of a deletion: its status, and the answer where it is settled; null: nothing. */
export async function find({ provider, key, credential }: Intention, url: string) {
  const askedAt = performance.now();
  const data = await post(url, { query: FIND, variables: { provider, key } }, credential, REQUEST_TIMEOUT_MS);
  const found = data.accountDeletion;
  if (found === null) return null;
  const answer = found.result === null ? null : answerIn(found.result, randomUUID(), askedAt);
  return { status: String(found.status), answer };
}

async function post(url: string, body: unknown, headers: Record<string, string>, timeoutMs: number) {
  const response = await fetch(url, {
    method: 'POST',
    signal: AbortSignal.timeout(timeoutMs),
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  // biome-ignore lint/suspicious/noExplicitAny: what is not as it should be is no answer
  return ((await response.json()) as { data: any }).data;
}

function answerIn({ replayed, ...rest }: Record<string, unknown>, requestId: string, askedAt: number): Answer {
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
}
