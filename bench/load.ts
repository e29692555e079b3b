import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'undici';
import { type Ask, NUMBER_MARK } from './variants.ts';

// Why not autocannon 9: its rate limit sends what is due in a second at the beginning of that second, on all connections at
// once (lib/httpClient.js, `rateInterval`), so it measures the p99 of a burst of 500 and not of 500 requests/s; it counts
// latencies in whole milliseconds, where an answer takes 0.2; it stops no run at a wrong answer; and with a key and a body of
// its own for each request (`setupRequest`) it takes a fifth more processor time for each than this file.

/** A refusal under too much load, and when to come back; one before GraphQL says a second, in a header. */
const REFUSAL = /"code":"UNAVAILABLE".*"retryAfterMs":(\d+)|"code":"OVERLOADED"/;
const RETRY_AFTER_MS = 1_000;
const GIVES_UP_MS = 15_000;
const OPENED_AT_ONCE = 50;
const NUMBER_DIGITS = 12;

/** Names this process, so that its keys are new to every ledger. */
const RUN = randomBytes(4).toString('hex');
let drawn = 0;

export interface Load {
  readonly ask: Ask;
  /** The connections are spread over them. */
  readonly urls: readonly URL[];
  readonly connections: number;
  /** As fast as the answers come unless it is given. Then a request that finds no free connection waits, which counts. */
  readonly ratePerSecond?: number;
  /** Refusals are counted instead of ending the run. Refused callers ask again when they were asked to, or at once. */
  readonly overload?: 'patient' | 'hasty';
  readonly forMs?: number;
  /** So many requests at most. */
  readonly count?: number;
}

/**
 * The load generator. It runs in this process, which has a core with the upstream.
 *
 * @returns how many answers came as expected and how long they took, and the refusals of an overload
 * @throws Error at the first answer that is not the expected one: whatever came instead is not what is measured
 */
export async function load(job: Load) {
  const { ask, urls, connections, ratePerSecond, overload, forMs = Infinity, count = Infinity } = job;
  const options = { pipelining: 1, headersTimeout: GIVES_UP_MS, bodyTimeout: GIVES_UP_MS };
  const clients = Array.from({ length: connections }, (_, n) => {
    return new Client(urls[n % urls.length]?.origin ?? '', options);
  });
  // Two thousand connections that open at once wait for each other, which is no load on what is measured.
  for (let n = 0; overload !== undefined && n < connections; n += OPENED_AT_ONCE) {
    await Promise.all(clients.slice(n, n + OPENED_AT_ONCE).map((client) => send(client, ask)));
  }
  const latencies: number[] = [];
  const beganAt = performance.now();
  let [asked, refused, lastAnswerAt] = [0, 0, beganAt];

  /** Each connection takes the next request, waits until it is due, and for its answer. */
  async function keepAsking(client: Client): Promise<void> {
    while (asked < count) {
      const now = performance.now();
      const dueAt = ratePerSecond === undefined ? now : beganAt + (asked / ratePerSecond) * 1_000;
      if (Math.max(now, dueAt) >= beganAt + forMs) return;
      asked += 1;
      if (dueAt > now) await sleep(dueAt - now);
      // One that is late because no connection was free has waited since it was due; a timer's lateness is nobody's.
      const since = dueAt > now ? performance.now() : dueAt;
      const { status, text } = await send(client, ask);
      lastAnswerAt = performance.now();
      if (status === 200 && text.includes(ask.expect)) latencies.push(lastAnswerAt - since);
      else await refusal(status, text);
    }
  }

  async function refusal(status: number, text: string): Promise<void> {
    const found = overload === undefined ? null : REFUSAL.exec(text);
    if (found === null) throw new Error(`An answer is not as expected: ${status} ${text.slice(0, 300)}`);
    refused += 1;
    if (overload === 'patient') await sleep(Number(found[1] ?? RETRY_AFTER_MS));
  }

  try {
    await Promise.all(clients.map(keepAsking));
  } finally {
    await Promise.all(clients.map((client) => client.destroy()));
  }
  const sorted = latencies.sort((a, b) => a - b);
  const [requests, seconds] = [sorted.length, (lastAnswerAt - beganAt) / 1_000];
  return { requests, refused, seconds, p50Ms: percentile(sorted, 0.5), p99Ms: percentile(sorted, 0.99) };
}

/** @param sorted in ascending order */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function send(client: Client, ask: Ask): Promise<{ readonly status: number; readonly text: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
  const answer = { status: 0, text: '' };
  client.dispatch(requestOf(ask), {
    onRequestStart() {},
    onResponseStart(_controller, status) {
      answer.status = status;
    },
    onResponseData(_controller, chunk) {
      answer.text += chunk.toString('latin1');
    },
    onResponseEnd: () => resolve(answer),
    onResponseError: (_controller, fault) => reject(fault),
  });
  return promise;
}

/** Each request has a number of its own in its key and its body, or one of the pool's in turn. */
function requestOf({ key, body, pool }: Ask) {
  drawn += 1;
  const number = String(pool === undefined ? drawn : drawn % pool).padStart(NUMBER_DIGITS, '0');
  const headers = ['content-type', 'application/json', 'accept', 'application/json'];
  headers.push('authorization', 'ApiKey bench-0123456789abcdef0123456789abcdef');
  headers.push('idempotency-key', `bench-${key}-${RUN}-${number}-k`);
  return { method: 'POST' as const, path: '/graphql', headers, body: body.replaceAll(NUMBER_MARK, number) };
}
