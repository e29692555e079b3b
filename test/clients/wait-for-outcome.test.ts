import { describe, expect, it } from 'vitest';
import { type Known, waitForOutcome } from './wait-for-outcome.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
const MINUTE = 60_000;
const inMs = (ms: number) => new Date(START + ms).toISOString();
const SETTLED: Known = { status: 'SETTLED', nextCheckAt: null, retryAfterMs: null };
const unknown = (nextCheckAt: string | null): Known => ({ status: 'UNKNOWN', nextCheckAt, retryAfterMs: 0 });

/** Reads what the script says, its last line for ever; an Error is an answer that never came. */
async function wait(...script: readonly (Known | null | Error)[]) {
  const waits: number[] = [];
  let [time, reads] = [START, 0];
  const outcome = await waitForOutcome(
    async () => {
      const next = script[Math.min(reads++, script.length - 1)];
      if (next instanceof Error) throw next;
      return next ?? null;
    },
    async (ms) => {
      waits.push(ms);
      time += ms;
    },
    () => time,
  ).catch((fault) => fault);
  return { outcome, reads, waits };
}

describe('waiting for an unknown outcome', () => {
  it('asks again when the gateway has looked, not before, until it is settled', async () => {
    const { outcome, waits } = await wait(unknown(inMs(30_000)), unknown(inMs(2 * MINUTE)), SETTLED);
    expect(outcome).toBe(SETTLED);
    expect(waits).toHaveLength(2);
    expect(waits[0]).toBeGreaterThanOrEqual(30_000);
    expect(waits[0]).toBeLessThan(45_000);
    expect((waits[0] ?? 0) + (waits[1] ?? 0)).toBeGreaterThanOrEqual(2 * MINUTE);
  });

  it('waits for the lease while somebody works on it, and after an answer that never came for a while', async () => {
    const running: Known = { status: 'RUNNING', nextCheckAt: inMs(60 * MINUTE), retryAfterMs: 20_000 };
    const { outcome, waits } = await wait(running, new Error('cut'), SETTLED);
    expect(outcome).toBe(SETTLED);
    expect(waits[0]).toBeGreaterThanOrEqual(20_000);
    expect(waits[1]).toBeGreaterThanOrEqual(5_000);
  });

  it.each([
    ['the gateway cannot look', unknown(null)],
    ['it does not look soon', unknown(inMs(60 * MINUTE))],
    ['there is no record', null],
  ])('gives up at once where %s', async (_why, known) => {
    expect(await wait(known)).toEqual({ outcome: known, reads: 1, waits: [] });
  });

  it.each([
    ['a look that is late for ever', unknown(inMs(0))],
    ['a network that stays away', new Error('cut')],
  ])('is not done for ever, and never oftener than once in five seconds: %s', async (_what, last) => {
    const { outcome, reads, waits } = await wait(last);
    expect(outcome).toBe(last);
    expect(reads).toBe(20);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(5_000);
  });
});
