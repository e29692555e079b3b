import { setTimeout as sleep } from 'node:timers/promises';
import { retryAfterMs } from '../shared/answer-parts.ts';
import type { HttpResult, ReadRequest } from './http-request.ts';
import type { OneRequest } from './send-once.ts';

const MAX_REQUESTS = 3;
/** The first pause, in milliseconds; the next one is twice as long. Short, because a caller waits. */
const PAUSE_MS = 250;
/** A random part of the pause, in milliseconds, so that reads that failed together are not repeated together. */
const SPREAD_MS = 25;

/** Failures that may be temporary: the read is repeated. */
const PASSING_STATUSES = [429, 502, 503, 504];
const PASSING_FAULTS = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET', // the connection ended before or during the answer
];

/** Implements `HttpClient.read`. */
export async function readPatiently(
  start: (request: ReadRequest) => OneRequest,
  request: ReadRequest,
): Promise<HttpResult> {
  const endsAt = performance.now() + request.timeoutMs;
  for (let requests = 1; ; requests += 1) {
    const exchange = start({ ...request, timeoutMs: endsAt - performance.now() });
    const result = await exchange.result;
    const pauseMs = pauseAfter(result, exchange.faultCode, requests);
    if (pauseMs === null || performance.now() + pauseMs >= endsAt) return result;
    await sleep(pauseMs);
  }
}

/** How long to wait before the next request, in milliseconds; null for no further request. */
function pauseAfter(result: HttpResult, faultCode: string | undefined, requests: number): number | null {
  const passes =
    result.kind === 'answer' ? PASSING_STATUSES.includes(result.status) : PASSING_FAULTS.includes(faultCode ?? '');
  if (!passes || requests === MAX_REQUESTS) return null;
  const asked = result.kind === 'answer' ? retryAfterMs(result.headers, Date.now()) : undefined;
  return asked ?? PAUSE_MS * 2 ** (requests - 1) + Math.random() * SPREAD_MS;
}
