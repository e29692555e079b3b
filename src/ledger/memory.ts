import { type DeletionId, type DeletionRecord, DISPATCHED_KEPT_MS, type Ledger, nameOf } from '../deletion/ledger.ts';

interface Row {
  state: 'claimed' | 'dispatched' | 'settled';
  accountId: string;
  owner: string | null;
  leaseUntil: number;
  attempts: number;
  firstDispatchedAt: number | null;
  lastDispatchedAt: number | null;
  /** The last dispatch before the current one, when its answer was lost. */
  lostAt: number | null;
  startedAt: number;
  expiresAt: number;
  settlement: string | null;
}

/** How many records a claim looks at for expired ones: more than the one it adds, so that they never pile up. */
const LOOKED_AT_BY_A_CLAIM = 2;

/**
 * A ledger that forgets everything with the process: for tests, and the plainest statement of what the others do.
 *
 * @param now Unix time in milliseconds
 */
export function createMemoryLedger(now: () => number = Date.now): Ledger {
  const rows = new Map<string, Row>();
  let kept: string | undefined;
  let round = rows.entries();

  function find(id: DeletionId): Row | undefined {
    const row = rows.get(nameOf(id));
    if (row !== undefined && row.expiresAt <= now()) {
      rows.delete(nameOf(id));
      return undefined;
    }
    return row;
  }

  function sweep(): void {
    for (let looked = 0; looked < LOOKED_AT_BY_A_CLAIM; looked += 1) {
      const { done, value } = round.next();
      if (done) round = rows.entries();
      else if (value[1].expiresAt <= now()) rows.delete(value[0]);
    }
  }

  function owned(id: DeletionId, owner: string): Row | undefined {
    const row = find(id);
    return row?.owner === owner ? row : undefined;
  }

  function show(row: Row): DeletionRecord {
    const time = now();
    const since = (at: number | null) => (at === null ? null : Math.max(0, time - at));
    return {
      state: row.state,
      accountId: row.accountId,
      leaseLeftMs: row.owner === null ? 0 : Math.max(0, row.leaseUntil - time),
      attempts: row.attempts,
      sinceFirstDispatchMs: since(row.firstDispatchedAt),
      sinceLastDispatchMs: since(row.lastDispatchedAt),
      startedAt: row.startedAt,
      expiresInMs: row.expiresAt - time,
      settlement: row.settlement,
    };
  }

  return {
    async claim(id, { accountId, owner, leaseMs }) {
      sweep();
      const time = now();
      const row = find(id);
      if (row === undefined) {
        const claimed: Row = {
          state: 'claimed',
          accountId,
          owner,
          leaseUntil: time + leaseMs,
          attempts: 0,
          firstDispatchedAt: null,
          lastDispatchedAt: null,
          lostAt: null,
          startedAt: time,
          expiresAt: time + leaseMs,
          settlement: null,
        };
        rows.set(nameOf(id), claimed);
        return { won: true, record: show(claimed) };
      }
      if (row.owner === owner) return { won: true, record: show(row) };
      if (row.state !== 'dispatched' || row.accountId !== accountId || (row.owner !== null && row.leaseUntil > time)) {
        return { won: false, record: show(row) };
      }
      Object.assign(row, { owner, leaseUntil: time + leaseMs, lostAt: row.lastDispatchedAt });
      return { won: true, record: show(row) };
    },

    async dispatch(id, owner, attempt) {
      const time = now();
      const row = owned(id, owner);
      if (row === undefined || row.state === 'settled' || row.leaseUntil <= time || row.attempts !== attempt - 1) {
        return null;
      }
      Object.assign(row, {
        state: 'dispatched',
        attempts: attempt,
        firstDispatchedAt: row.firstDispatchedAt ?? time,
        lostAt: row.lastDispatchedAt,
        lastDispatchedAt: time,
        expiresAt: time + DISPATCHED_KEPT_MS,
      });
      return show(row);
    },

    async release(id, owner, attempt) {
      const row = owned(id, owner);
      if (row === undefined || row.state === 'settled') return false;
      const undone = row.attempts === attempt;
      if (row.state === 'claimed' || (undone && row.lostAt === null)) {
        rows.delete(nameOf(id));
      } else {
        row.owner = null;
        if (undone) Object.assign(row, { attempts: attempt - 1, lastDispatchedAt: row.lostAt });
      }
      return true;
    },

    async lose(id, owner) {
      const row = owned(id, owner);
      if (row?.state === 'dispatched') row.owner = null;
    },

    async settle(id, owner, settlement, ttlMs) {
      const row = owned(id, owner);
      if (row?.state !== 'dispatched') return false;
      Object.assign(row, { state: 'settled', owner: null, settlement, expiresAt: now() + ttlMs });
      return true;
    },

    async read(id) {
      const row = find(id);
      return row === undefined ? null : show(row);
    },

    async secret(candidate) {
      kept ??= candidate;
      return kept;
    },

    async ping() {},
    async close() {},
  };
}
