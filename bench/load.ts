import { randomBytes } from 'node:crypto';
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
/** How often is looked at what is due. */
const TICK_MS = 1;
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

export interface Loaded {
  /** Answers as expected. */
  readonly requests: number;
  /** Refusals, of an overload. */
  readonly refused: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/**
 * The load generator. It runs in this process, which has a core with the upstream.
 *
 * @throws Error at the first answer that is not the expected one: whatever came instead is not what is measured
 */
export async function load(job: Load): Promise<Loaded> {
  const { ask, urls, connections, ratePerSecond, overload, forMs = Infinity, count = Infinity } = job;
  const options = { pipelining: 1, headersTimeout: GIVES_UP_MS, bodyTimeout: GIVES_UP_MS };
  const clients = Array.from({ length: connections }, (_, n) => new Client(originOf(urls, n), options));
  const done = Promise.withResolvers<void>();
  // Two thousand connections that open at once wait for each other, which is no load on what is measured.
  for (let n = 0; overload !== undefined && n < connections; n += OPENED_AT_ONCE) {
    const first = clients.slice(n, n + OPENED_AT_ONCE).map((client) => client.request(requestOf(ask)));
    for (const { body } of await Promise.all(first)) await body.dump();
  }
  const latencies: number[] = [];
  const idle = [...clients];
  const waiting: number[] = [];
  const beganAt = performance.now();
  let [due, asked, running, refused, lastAnswerAt] = [0, 0, 0, 0, beganAt];

  /** @param since when it was due: that it is sent late is not the answer's merit */
  function send(client: Client, since: number): void {
    let status = 0;
    let text = '';
    asked += 1;
    running += 1;
    client.dispatch(requestOf(ask), {
      onRequestStart() {},
      onResponseStart(_controller, statusCode) {
        status = statusCode;
      },
      onResponseData(_controller, chunk) {
        text += chunk.toString('latin1');
      },
      onResponseEnd() {
        lastAnswerAt = performance.now();
        if (status === 200 && text.includes(ask.expect)) latencies.push(lastAnswerAt - since);
        else if (overload !== undefined && REFUSAL.test(text)) refused += 1;
        else return done.reject(new Error(`An answer is not as expected: ${status} ${text.slice(0, 300)}`));
        running -= 1;
        const refusal = REFUSAL.exec(text);
        const pauseMs = overload === 'patient' && refusal !== null ? Number(refusal[1] ?? RETRY_AFTER_MS) : 0;
        if (pauseMs > 0) setTimeout(goOn, pauseMs, client);
        else goOn(client);
      },
      onResponseError: (_controller, fault) => done.reject(fault),
    });
  }

  function goOn(client: Client): void {
    if (endsHere()) return;
    const since = ratePerSecond === undefined ? performance.now() : waiting.shift();
    if (since === undefined) idle.push(client);
    else send(client, since);
  }

  function endsHere(): boolean {
    const isOver = asked >= count || performance.now() >= beganAt + forMs;
    if (isOver && running === 0) done.resolve();
    return isOver;
  }

  function tick(rate: number): void {
    if (endsHere()) return;
    const now = performance.now();
    for (const until = ((now - beganAt) / 1000) * rate; due < until; due += 1) {
      const client = idle.shift();
      if (client !== undefined) send(client, now);
      else waiting.push(now);
    }
  }

  const timer = ratePerSecond === undefined ? undefined : setInterval(tick, TICK_MS, ratePerSecond);
  if (timer === undefined) for (const client of clients.slice(0, count)) send(client, performance.now());
  try {
    await done.promise;
  } finally {
    clearInterval(timer);
    await Promise.all(clients.map((client) => client.destroy()));
  }
  latencies.sort((a, b) => a - b);
  return {
    requests: latencies.length,
    refused,
    seconds: (lastAnswerAt - beganAt) / 1000,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
}

/** @param sorted in ascending order */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const originOf = (urls: readonly URL[], n: number) => urls[n % urls.length]?.origin ?? '';

/** Each request has a number of its own in its key and its body, or one of the pool's in turn. */
function requestOf({ key, body, pool }: Ask) {
  drawn += 1;
  const number = String(pool === undefined ? drawn : drawn % pool).padStart(NUMBER_DIGITS, '0');
  const headers = ['content-type', 'application/json', 'accept', 'application/json'];
  headers.push('authorization', 'ApiKey bench-0123456789abcdef0123456789abcdef');
  headers.push('idempotency-key', `bench-${key}-${RUN}-${number}-k`);
  return { method: 'POST' as const, path: '/graphql', headers, body: body.replaceAll(NUMBER_MARK, number) };
}
