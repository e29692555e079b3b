import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Change, Reading } from '../../src/deletion/ledger.ts';
import { createSqliteLedger } from '../../src/ledger/sqlite/sqlite-ledger.ts';

const LEDGER = new URL('../../src/ledger/sqlite/sqlite-ledger.ts', import.meta.url).href;

/**
 * A file of its own, on which time passes when it is told to.
 *
 * @param where the folder for its folder
 */
export async function openSqliteStore(where = tmpdir()) {
  const folder = mkdtempSync(join(where, 'gateway-sqlite-'));
  const file = join(folder, 'ledger.db');
  let passed = 0;
  let stepped = 0;
  const clocks = { wall: () => Date.now() + passed + stepped, monotonic: () => performance.now() + passed };
  await using made = createSqliteLedgerToClose(file);
  await made.ledger.ping();
  /** A way around the ledgers: a program that has the file open too. */
  const db = new DatabaseSync(file, { timeout: 1_000 });
  db.exec('SELECT 1 FROM accounts_gateway_meta');

  async function close(): Promise<void> {
    db.close();
    rmSync(folder, { recursive: true });
  }
  return {
    folder,
    file,
    db,
    durable: true,
    open: () => createSqliteLedger(file, clocks),
    pass(ms: number) {
      passed += ms;
    },
    /** Sets the clock of the host. */
    step(ms: number) {
      stepped += ms;
    },
    async setIdentity(identity: string | null) {
      db.exec("DELETE FROM accounts_gateway_meta WHERE name = 'identity'");
      if (identity === null) return;
      db.prepare("INSERT INTO accounts_gateway_meta (name, value) VALUES ('identity', ?)").run(identity);
    },
    async dropConnections() {
      // There are none to a file: each step compares.
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function createSqliteLedgerToClose(file: string) {
  const ledger = createSqliteLedger(file);
  return { ledger, [Symbol.asyncDispose]: () => ledger.close() };
}

/** A process that has the ledger open, and does what it is told. */
export interface LedgerProcess extends AsyncDisposable {
  read(name: string): Promise<Reading | null>;
  compareAndSet(name: string, change: Change): Promise<number | null>;
  identity(candidate: string): Promise<string>;
  ping(): Promise<void>;
  close(): Promise<void>;
  readonly pid: number | undefined;
  kill(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
}

const SCRIPT = `
  import { createSqliteLedger } from '${LEDGER}';
  const [, file, user] = process.argv;
  if (user !== '') process.setuid(Number(user));
  const ledger = createSqliteLedger(file);
  const plain = (_key, value) => (typeof value === 'bigint' ? Number(value) : value);
  process.on('message', async ({ n, step, values }) => {
    const answer = await ledger[step](...values).then(
      (value) => ({ n, value: JSON.parse(JSON.stringify(value ?? null, plain)) }),
      ({ code, message, final }) => ({ n, fault: { code, message, final } }),
    );
    process.send(answer);
  });
  process.send({ n: 0 });`;

/**
 * @param as.user as which it opens the ledger, by number
 * @param as.wrap a command to run it in, such as one that limits what it may write
 */
export async function startLedgerProcess(
  file: string,
  { user, wrap = [] }: { readonly user?: number | undefined; readonly wrap?: readonly string[] } = {},
): Promise<LedgerProcess> {
  const node = [process.execPath, '--input-type=module', '-e', SCRIPT, file, `${user ?? ''}`];
  const [program = '', ...values] = [...wrap, ...node];
  const child: ChildProcess = spawn(program, values, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;
  await once(child, 'message');
  child.on('message', ({ n, value, fault }: { n: number; value: unknown; fault?: { message: string } }) => {
    if (fault === undefined) waiting.get(n)?.resolve(value);
    else waiting.get(n)?.reject(Object.assign(new Error(fault.message), fault));
    waiting.delete(n);
  });

  function ask(step: string, ...asked: readonly unknown[]): Promise<unknown> {
    const answer = Promise.withResolvers<unknown>();
    last += 1;
    waiting.set(last, answer);
    child.send({ n: last, step, values: asked });
    return answer.promise;
  }
  async function stop(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  return {
    read: (name) => ask('read', name) as Promise<Reading | null>,
    compareAndSet: (name, change) => ask('compareAndSet', name, change) as Promise<number | null>,
    identity: (candidate) => ask('identity', candidate) as Promise<string>,
    ping: () => ask('ping') as Promise<void>,
    async close() {
      await ask('close');
      await stop();
    },
    pid: child.pid,
    kill: (signal) => void child.kill(signal),
    [Symbol.asyncDispose]: stop,
  };
}
