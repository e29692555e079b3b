import { appendFileSync, closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Ledger, LedgerUnavailableError } from '../../src/deletion/ledger.ts';

/** How long a step waits for its turn, in milliseconds. */
const DEADLINE_MS = 2_000;
const RETRY_MS = 5;

/** Faults of the file system that do not pass by themselves. */
const FINAL = new Set(['EACCES', 'EISDIR', 'ENOENT', 'ENOTDIR', 'EPERM', 'EROFS']);

interface Row {
  readonly version: string;
  readonly writtenAt: number;
  readonly expiresAt: number;
  readonly dueAt: number | null;
  readonly body: string;
}

/** A line of the file. Of each name the last line counts, and so it does of the identity; null: there is none. */
interface Line {
  readonly name?: string;
  readonly row?: Row | null;
  readonly identity?: string | null;
}

/**
 * A ledger in a file of JSON lines, for the processes of one host: an example of the port that can be read in one go.
 * It is correct, and neither fast nor small: a process at a time, a flush for each change, and the file only grows.
 * Whoever dies within a step leaves `<file>.lock` behind, and somebody has to remove it.
 *
 * @param now Unix time in milliseconds; the clock of the host, which is trusted not to step
 */
export function createFileLedger(file: string, now: () => number = Date.now): Ledger {
  const rows = new Map<string, Row>();
  let understood = 0; // bytes
  let stored: string | null = null;
  let known: string | undefined;
  let closed = false;

  /** Takes a step while nobody else does. Nothing in it waits, so it is over before its caller could give it up. */
  async function alone<T>(step: (fd: number) => T): Promise<T> {
    for (const giveUpAt = performance.now() + DEADLINE_MS; ; await sleep(Math.random() * RETRY_MS)) {
      if (closed) throw new LedgerUnavailableError('The ledger is closed');
      try {
        return locked(() => opened(step));
      } catch (fault) {
        if (fault instanceof LedgerUnavailableError) throw fault;
        const { code = 'EINVAL' } = fault as NodeJS.ErrnoException;
        if (code === 'EEXIST' && performance.now() < giveUpAt) continue; // somebody else's turn
        const options = { cause: fault, final: FINAL.has(code) };
        throw new LedgerUnavailableError(`The ledger file cannot be used (${code})`, options);
      }
    }
  }

  function locked<T>(work: () => T): T {
    closeSync(openSync(`${file}.lock`, 'wx'));
    try {
      return work();
    } finally {
      rmSync(`${file}.lock`, { force: true });
    }
  }

  function opened<T>(step: (fd: number) => T): T {
    const fd = openSync(file, 'a+');
    try {
      catchUp(fd);
      if (known !== undefined && stored === null) append(fd, { identity: known });
      if (known !== undefined && stored !== known) throw unusable('The ledger has another secret than this process');
      return step(fd);
    } finally {
      closeSync(fd);
    }
  }

  /** Reads what was appended since the last step. A last line that is not whole was never answered for. */
  function catchUp(fd: number): void {
    const { size } = fstatSync(fd);
    if (size < understood) throw unusable('The ledger file is not the one that this process opened');
    const bytes = Buffer.alloc(size - understood);
    readSync(fd, bytes, 0, bytes.length, understood);
    const whole = bytes.subarray(0, bytes.lastIndexOf('\n') + 1);
    for (const text of whole.toString('utf8').split('\n').slice(0, -1)) take(JSON.parse(text));
    understood += whole.length;
  }

  function append(fd: number, line: Line): void {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    ftruncateSync(fd, understood);
    appendFileSync(fd, bytes);
    fsyncSync(fd);
    understood += bytes.length;
    take(line);
  }

  function take({ name, row, identity }: Line): void {
    if (identity !== undefined) stored = identity;
    if (name !== undefined && row) rows.set(name, row);
    else if (name !== undefined) rows.delete(name);
  }

  return {
    read: (name) =>
      alone(() => {
        const row = rows.get(name);
        return row === undefined ? null : { row, now: now(), steadySince: 0 };
      }),
    compareAndSet: (name, { expected, next, notAfter = Infinity }) =>
      alone((fd) => {
        const writtenAt = now();
        if ((rows.get(name)?.version ?? null) !== expected || writtenAt > notAfter) return null;
        const row = next && {
          version: next.version,
          writtenAt,
          expiresAt: writtenAt + next.keptForMs,
          dueAt: next.dueInMs === null ? null : writtenAt + next.dueInMs,
          body: next.body,
        };
        append(fd, { name, row });
        return writtenAt;
      }),
    expired: (from, limit) =>
      alone(() => {
        const time = now();
        return [...rows]
          .map(([name, row]) => ({ name, row }))
          .filter(({ row }) => row.expiresAt >= from && row.expiresAt <= time)
          .sort((one, other) => one.row.expiresAt - other.row.expiresAt)
          .slice(0, limit);
      }),
    open: (from, limit) =>
      alone(() => {
        const found = [...rows]
          .map(([name, row]) => ({ name, row }))
          .filter(({ row }) => row.dueAt !== null && row.dueAt >= from)
          .sort((one, other) => Number(one.row.dueAt) - Number(other.row.dueAt));
        return { rows: found.slice(0, limit), now: now(), steadySince: 0 };
      }),
    scan: () => alone(() => ({ rows: [...rows].map(([name, row]) => ({ name, row })), next: null })),
    identity: (candidate) =>
      alone((fd) => {
        if (stored === null) append(fd, { identity: candidate });
        known ??= stored ?? candidate;
        return known;
      }),
    ping: () => alone((fd) => append(fd, {})),
    async close() {
      closed = true;
    },
  };
}

const unusable = (message: string) => new LedgerUnavailableError(message, { final: true });
