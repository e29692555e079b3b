import type { Ledger, NextRow } from '../../deletion/ledger.ts';

interface Row {
  readonly version: string;
  readonly writtenAt: number;
  readonly expiresAt: number;
  readonly dueAt: number | null;
  readonly body: string;
}

/**
 * A ledger in the memory of one process: for tests, and as the simplest implementation to read.
 *
 * @param now Unix time in milliseconds
 */
export function createMemoryLedger(now: () => number = Date.now): Ledger {
  const rows = new Map<string, Row>();
  let kept: string | undefined;

  return {
    async read(name) {
      const row = rows.get(name);
      return row === undefined ? null : { row, now: now(), steadySince: 0 };
    },

    async compareAndSet(name, { expected, next, notAfter = Infinity }) {
      const writtenAt = now();
      if ((rows.get(name)?.version ?? null) !== expected || writtenAt > notAfter) return null;
      if (next === null) rows.delete(name);
      else rows.set(name, rowOf(next, writtenAt));
      return writtenAt;
    },

    async expired(from, limit) {
      const time = now();
      return [...rows]
        .map(([name, row]) => ({ name, row }))
        .filter(({ row }) => row.expiresAt >= from && row.expiresAt <= time)
        .sort((one, other) => one.row.expiresAt - other.row.expiresAt)
        .slice(0, limit);
    },

    async open(from, limit) {
      const found = [...rows]
        .map(([name, row]) => ({ name, row }))
        .filter(({ row }) => row.dueAt !== null && row.dueAt >= from)
        .sort((one, other) => Number(one.row.dueAt) - Number(other.row.dueAt));
      return { rows: found.slice(0, limit), now: now(), steadySince: 0 };
    },

    async scan() {
      return { rows: [...rows].map(([name, row]) => ({ name, row })), next: null };
    },

    async identity(candidate) {
      kept ??= candidate;
      return kept;
    },

    async ping() {},
    async close() {},
  };
}

const rowOf = ({ version, keptForMs, dueInMs, body }: NextRow, writtenAt: number): Row => ({
  version,
  writtenAt,
  expiresAt: writtenAt + keptForMs,
  dueAt: dueInMs === null ? null : writtenAt + dueInMs,
  body,
});
