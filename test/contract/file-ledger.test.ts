import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { createFileLedger } from '../support/file-ledger.ts';
import { describeDurable } from './ledger-store-suite.ts';
import { change, describeLedger, newName } from './ledger-suite.ts';

describeLedger('file', openStore);
describeDurable('file', openStore);

it('The file ledger has one winner for each row among several processes', { timeout: 60_000 }, async () => {
  await using store = await openStore();
  const names = Array.from({ length: 40 }, newName);
  const program = `
    import { createFileLedger } from './test/support/file-ledger.ts';
    const ledger = createFileLedger(process.argv[1]);
    let won = 0;
    for (const name of process.argv.slice(2)) {
      const next = { version: String(process.pid), keptForMs: 60_000, body: '' };
      if ((await ledger.compareAndSet(name, { expected: null, next })) !== null) won += 1;
    }
    console.log(won);`;
  const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, store.file, ...names]);
  const runs = await Promise.all([run(), run(), run()]);
  expect(runs.reduce((sum, { stdout }) => sum + Number(stdout), 0)).toBe(names.length);
});

it('The file ledger cuts off what somebody who died did not finish, and loses nothing else', async () => {
  await using store = await openStore();
  const [one, other] = [newName(), newName()];
  const ledger = store.open();
  await ledger.compareAndSet(one, change(null, 'a.1'));
  const { size } = statSync(store.file);
  appendFileSync(store.file, '{"name":"torn');
  await ledger.compareAndSet(other, change(null, 'b.1'));
  const again = store.open();
  expect((await again.read(one))?.row.version).toBe('a.1');
  expect((await again.read(other))?.row.version).toBe('b.1');
  expect(statSync(store.file).size).toBeGreaterThan(size);
});

it('The file ledger waits for a lock, and not for long', async () => {
  await using store = await openStore();
  const ledger = store.open();
  writeFileSync(`${store.file}.lock`, '');
  await expect(ledger.compareAndSet(newName(), change(null, 'a.1'))).rejects.toMatchObject({ final: false });
  setTimeout(() => rmSync(`${store.file}.lock`), 50);
  expect(await ledger.compareAndSet(newName(), change(null, 'a.1'))).not.toBeNull();
});

it('The file ledger cannot be used when its file has been emptied or is a folder, nor in a folder that is not there', async () => {
  await using store = await openStore();
  const ledger = store.open();
  await ledger.ping();
  rmSync(store.file);
  const final = { code: 'LEDGER_UNAVAILABLE', final: true };
  await expect(ledger.read(newName())).rejects.toMatchObject(final);
  rmSync(store.file);
  mkdirSync(store.file);
  await expect(store.open().ping()).rejects.toMatchObject(final);
  await expect(createFileLedger(join(`${store.file}-not`, 'there')).ping()).rejects.toMatchObject(final);
});

async function openStore() {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-file-'));
  const file = join(folder, 'ledger.jsonl');
  const close = async () => rmSync(folder, { recursive: true, force: true });
  return {
    file,
    durable: true,
    open: () => createFileLedger(file),
    async setIdentity(identity: string | null) {
      appendFileSync(file, `${JSON.stringify({ identity })}\n`);
    },
    async dropConnections() {},
    close,
    [Symbol.asyncDispose]: close,
  };
}
