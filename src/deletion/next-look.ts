import type { Draft, Moment } from './record.ts';

/** The pauses between two looks of the gateway; the last one repeats. */
const MINUTE_MS = 60_000;
const LOOKS_AFTER_MS = [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 60 * MINUTE_MS, 6 * 60 * MINUTE_MS];

/**
 * How long until the gateway should look what became of the account, in milliseconds: after the quiescence, then less and less
 * often. Where the credential is a caller's, it cannot look: then as long as the record is kept. Null: never, it is settled.
 *
 * @param now when the draft is written, by the ledger's clock
 */
export function nextLookInMs(
  { state, heldBy, leaseUntil, quietAt, looks, lookedAt, keptForMs }: Draft,
  now: number,
): number | null {
  if (state === 'settled') return null;
  if (heldBy === 'caller') return keptForMs;
  const until = (moment: Moment) => (typeof moment === 'number' ? moment - now : Number(moment));
  const pauseMs = LOOKS_AFTER_MS[Math.min(looks, LOOKS_AFTER_MS.length) - 1] ?? 0;
  const nextMs = lookedAt === null ? 0 : until(lookedAt) + pauseMs;
  return Math.ceil(Math.max(0, until(leaseUntil ?? 0), until(quietAt), nextMs));
}
