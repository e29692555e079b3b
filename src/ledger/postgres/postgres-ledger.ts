import { DatabaseError } from 'pg';
import {
  type Change,
  type Ledger,
  LedgerUnavailableError,
  type Reading,
  type StoredRow,
} from '../../deletion/ledger.ts';
import { unavailable } from '../unavailable.ts';
import { createBatches, type Waiting } from './batches.ts';
import { createConnections, type Session } from './connections.ts';

/** The SQLSTATE class of a stopped statement: its time was over, or the server shuts down. */
const STOPPED = '57';

type NamedRow = StoredRow & { readonly name: string };
type WaitingChange = Waiting<Change, number | null>;

/** The ledger in PostgreSQL. The first step that reaches the server creates the tables. */
export function createPostgresLedger(url: string): Ledger {
  const connections = createConnections(url);
  const read = createBatches<null, Reading | null>(connections, readTogether);
  const list = async (statement: 'expired' | 'scan', from: number | string, limit: number) => {
    const ask = (session: Session) => session.query<NamedRow>(statement, [from, limit]);
    return (await connections.use(performance.now(), ask)).map(named);
  };

  return {
    read: (name) => read(name, null),
    compareAndSet: createBatches<Change, number | null>(connections, changeAll, ({ next }) => next?.body.length ?? 0),
    expired: (from, limit) => list('expired', from, limit),
    open: (from, limit) =>
      connections.use(performance.now(), async (session) => {
        const found = await session.query<NamedRow & { readonly now: string }>('open', [from, limit]);
        const [time] = found.length > 0 ? found : await session.query<{ readonly now: string }>('time', []);
        const rows = found.map(({ name, now, ...row }) => ({ name, row }));
        return { rows, now: Number(time?.now), steadySince: 0 };
      }),
    async scan(from, limit) {
      const rows = await list('scan', from ?? '', limit);
      return { rows, next: rows.length < limit ? null : (rows.at(-1)?.name ?? null) };
    },
    identity: async (candidate) => (await connections.keep(candidate)) ?? candidate,
    async ping() {
      await connections.keep();
    },
    close: connections.close,
  };
}

const named = ({ name, ...row }: NamedRow) => ({ name, row });

async function readTogether(session: Session, batch: readonly Waiting<null, Reading | null>[]): Promise<void> {
  const rows = await session.query<NamedRow & { readonly now: string }>('read', [batch.map(({ name }) => name)]);
  const found = new Map(rows.map(({ name, now, ...row }) => [name, { row, now: Number(now), steadySince: 0 }]));
  for (const { name, done } of batch) done.resolve(found.get(name) ?? null);
}

/** If one change may have caused an error, each is tried alone: only that one fails. */
async function changeAll(session: Session, batch: readonly WaitingChange[]): Promise<void> {
  try {
    await changeTogether(session, batch);
  } catch (fault) {
    if (batch.length === 1 || !(fault instanceof DatabaseError) || fault.code?.startsWith(STOPPED)) throw fault;
    for (const one of batch) {
      await changeTogether(session, [one]).catch((fault) => one.done.reject(unavailable(fault)));
    }
  }
}

/** One round trip and one transaction. Each change has its own result; none is answered before the commit. */
async function changeTogether(session: Session, batch: readonly WaitingChange[]): Promise<void> {
  const column = <T>(field: (waiting: WaitingChange) => T) => batch.map(field);
  const [row] = await session.query<{ readonly now: string; readonly made: number[]; readonly late: number[] }>(
    'change',
    [
      column(({ name }) => name),
      column(({ input }) => input.expected),
      column(({ input }) => input.next?.version ?? null),
      column(({ input }) => input.next?.keptForMs ?? null),
      column(({ input }) => input.next?.body ?? null),
      column(({ input }) => input.notAfter ?? null),
      column(({ startedAt }) => session.latest(startedAt)),
      column(({ input }) => input.next?.dueInMs ?? null),
    ],
  );
  const [made, late] = [new Set(row?.made), new Set(row?.late)];
  for (const [n, { done }] of batch.entries()) {
    if (late.has(n + 1)) done.reject(new LedgerUnavailableError('The step came too late'));
    else done.resolve(made.has(n + 1) ? Number(row?.now) : null);
  }
}
