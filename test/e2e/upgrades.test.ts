import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, inject, it } from 'vitest';
import { openDatabase } from '../support/postgres-database.ts';
import { newKey } from '../support/secrets.ts';
import { spawnGateway } from '../support/spawn-gateway.ts';
import { startTestGateway } from '../support/start-test-gateway.ts';
import { answers, startUpstream } from '../support/upstream.ts';

/** A ledger that a gateway has made, and a way around the gateway to what is in it. */
interface Store extends AsyncDisposable {
  readonly url: string;
  run(sql: string): Promise<readonly object[]>;
}

async function inSqlite(): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-upgrade-'));
  const file = join(folder, 'ledger.db');
  return {
    url: `sqlite:${file}`,
    async run(sql) {
      const db = new DatabaseSync(file, { timeout: 1_000 });
      try {
        return db.prepare(sql).all();
      } finally {
        db.close();
      }
    },
    [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true }),
  };
}

async function inPostgres(): Promise<Store> {
  const { url, query, close } = await openDatabase(inject('postgresUrl') ?? '');
  return { url, run: query, [Symbol.asyncDispose]: close };
}

const STORES: readonly (readonly [string, () => Promise<Store>])[] = [
  ['SQLite', inSqlite],
  ...(inject('postgresUrl') === null ? [] : [['PostgreSQL', inPostgres] as const]),
];

describe.each(STORES)('%s', (_name, open) => {
  it.each(['1', '3'])('tables of version %s: it does not start, says why, and changes nothing', async (version) => {
    await using store = await open();
    await (await startTestGateway({ LEDGER_URL: store.url }))[Symbol.asyncDispose]();
    await store.run(`UPDATE accounts_gateway_meta SET value = '${version}' WHERE name = 'schema'`);
    const everything = () => store.run('SELECT * FROM accounts_gateway_meta ORDER BY name');
    const before = await everything();

    await using gateway = spawnGateway({ LEDGER_URL: store.url });
    expect(await gateway.exit).toEqual([1, null]);
    const problem = `The tables of the ledger have version ${version}`;
    expect(gateway.output.stderr).toContain(problem);
    const [line] = gateway.logs().filter(({ msg }) => msg === 'not started');
    expect(line?.problems).toEqual([expect.stringContaining(problem)]);
    expect(await everything()).toEqual(before);
  });

  it('a record of a newer format: nobody knows what became of it, nothing is sent, and it stays as it is', async () => {
    await using store = await open();
    await using upstream = await startUpstream(answers(204));
    const start = () => startTestGateway({ LEDGER_URL: store.url, SEQUENCE_URL: upstream.url });
    const input = { provider: 'SEQUENCE', accountId: 'acc_1', idempotencyKey: newKey() } as const;
    const older = await start();
    expect(await older.delete(input)).toMatchObject({ __typename: 'DeleteAccountSuccess' });
    await older[Symbol.asyncDispose]();
    await store.run(`UPDATE accounts_gateway_deletions SET body = REPLACE(body, '"format":2', '"format":3')`);
    const everything = () => store.run('SELECT * FROM accounts_gateway_deletions');
    const before = await everything();
    expect(before).toEqual([expect.objectContaining({ body: expect.stringContaining('"format":3') })]);

    await using gateway = await start();
    expect(await gateway.delete(input)).toMatchObject({ __typename: 'OutcomeUnknownError', retry: 'SAME_KEY' });
    expect(upstream.requests).toHaveLength(1);
    expect(await everything()).toEqual(before);
    expect(await gateway.delete({ ...input, idempotencyKey: newKey() })).toMatchObject({
      __typename: 'DeleteAccountSuccess',
    });
  });
});
