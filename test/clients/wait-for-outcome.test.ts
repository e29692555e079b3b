import { type KnownDeletion, type WaitOptions, waitForOutcome } from 'accounts-gateway-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const MINUTE = 60_000;
const SETTLED = { status: 'SETTLED', nextCheckAt: null, retryAfterMs: null };
const CUT = new TypeError('fetch failed');
/** @param inMs when the gateway looks next, from the time at which it says so */
const unknown = (inMs: number | null) => () => ({
  status: 'UNKNOWN',
  nextCheckAt: inMs === null ? null : new Date(Date.now() + inMs).toISOString(),
  retryAfterMs: 0,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Reads what the script says, its last line for ever; an Error is an answer that never came. */
async function wait(
  script: readonly (KnownDeletion | null | Error | (() => KnownDeletion))[],
  options: WaitOptions<KnownDeletion> = {},
) {
  const readAt: number[] = [];
  const startedAt = Date.now();
  const running = waitForOutcome(async () => {
    const next = script[Math.min(readAt.push(Date.now() - startedAt), script.length) - 1];
    if (next instanceof Error) throw next;
    return typeof next === 'function' ? next() : (next ?? null);
  }, options).catch((fault: unknown) => fault);
  await vi.runAllTimersAsync();
  return { outcome: await running, readAt, tookMs: Date.now() - startedAt };
}

describe('waiting for an unknown outcome', () => {
  it('asks again when the gateway has looked, not before, until it is settled', async () => {
    const onRead = vi.fn();
    const { outcome, readAt } = await wait([unknown(30_000), unknown(2 * MINUTE), SETTLED], { onRead });
    expect(outcome).toBe(SETTLED);
    expect(readAt[1]).toBeGreaterThanOrEqual(30_000);
    expect(readAt[1]).toBeLessThan(33_000);
    expect((readAt[2] ?? 0) - (readAt[1] ?? 0)).toBeGreaterThanOrEqual(2 * MINUTE);
    expect(onRead.mock.calls.map(([known]) => known.status)).toEqual(['UNKNOWN', 'UNKNOWN', 'SETTLED']);
  });

  it('waits for the lease while somebody works on it, and after an answer that never came for a while', async () => {
    const running = {
      status: 'RUNNING',
      nextCheckAt: new Date(Date.now() + 60 * MINUTE).toISOString(),
      retryAfterMs: 20_000,
    };
    const { outcome, readAt } = await wait([running, CUT, SETTLED]);
    expect(outcome).toBe(SETTLED);
    expect(readAt[1]).toBeGreaterThanOrEqual(20_000);
    expect((readAt[2] ?? 0) - (readAt[1] ?? 0)).toBeGreaterThanOrEqual(5_000);
  });

  it.each([
    ['the gateway cannot look', unknown(null), 'UNKNOWN'],
    ['it does not look soon', unknown(60 * MINUTE), 'UNKNOWN'],
    ['it says no time that can be read', { ...unknown(0)(), nextCheckAt: 'soon' }, 'UNKNOWN'],
    ['there is no record', null, undefined],
  ])('gives up at once where %s', async (_why, known, status) => {
    const { outcome, readAt } = await wait([known]);
    expect((outcome as KnownDeletion | null)?.status).toBe(status);
    expect(readAt).toEqual([0]);
  });

  it('gives up at once after a request that is wrong', async () => {
    const fault = Object.assign(new Error('wrong'), { statusCode: 401 });
    expect(await wait([fault])).toEqual({ outcome: fault, readAt: [0], tookMs: 0 });
  });

  it.each([
    ['a look that is late for ever', unknown(0)],
    ['a network that stays down', CUT],
  ])('is bounded, and reads once in five seconds at most: %s', async (_what, last) => {
    const { readAt, tookMs } = await wait([last], { timeoutMs: MINUTE });
    expect(tookMs).toBeLessThan(MINUTE);
    expect(readAt.length).toBeGreaterThan(9);
    for (const [i, at] of readAt.slice(1).entries()) expect(at - (readAt[i] ?? 0)).toBeGreaterThanOrEqual(5_000);
    expect((await wait([last])).tookMs).toBeLessThan(15 * MINUTE);
  });

  it('ends when the caller gives up', async () => {
    const giveUp = new AbortController();
    setTimeout(() => giveUp.abort('enough'), 7_000);
    expect(await wait([unknown(MINUTE)], { signal: giveUp.signal })).toEqual({
      outcome: 'enough',
      readAt: [0],
      tookMs: 7_000,
    });
  });
});
