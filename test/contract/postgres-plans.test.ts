import { Client } from 'pg';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { OPEN_SESSION, STATEMENTS } from '../../src/ledger/postgres/statements.ts';
import { openDatabase } from '../support/postgres-database.ts';

const server = inject('postgresUrl');
const ROWS = 100_000;
/** Pages that one step on a few rows may look at, all indexes included. Walking an index of that many rows looks at more. */
const FEW_PAGES = 150;

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Conflict Arbiter Indexes'?: readonly string[];
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

const BY_NAME = {
  'Node Type': expect.stringMatching(/^Index (Only )?Scan$/),
  'Index Name': 'accounts_gateway_deletions_pkey',
  'Index Cond': expect.stringMatching(/^\(name = (ANY \(\$\d+\)|change\S*\.name)\)$/),
};
const BY_EXPIRY = {
  'Node Type': 'Index Scan',
  'Index Name': 'accounts_gateway_deletions_expiry',
  'Index Cond': expect.stringMatching(/^\(\(expires_at >= .*\) AND \(expires_at <= .*\)\)$/),
};
const BY_DUE = {
  'Node Type': 'Index Scan',
  'Index Name': 'accounts_gateway_deletions_due',
  'Index Cond': expect.stringMatching(/^\(due_at >= .*\)$/),
};
const BY_NAME_BEHIND = { ...BY_NAME, 'Index Cond': expect.stringMatching(/^\(name > \$\d+\)$/) };

/** A row there and one that is not, for each kind of change. */
const CHANGE = `EXECUTE change(
  ARRAY['name 17', 'name 99999', 'name 5', 'new', 'newer', 'name 3', 'nothing'],
  ARRAY['v 17', 'v 99999', NULL, NULL, NULL, 'v 3', 'v'],
  ARRAY['w', NULL, 'w', 'w', 'w', 'w', NULL],
  ARRAY[1, NULL, 1, 1, 1, 1, NULL]::bigint[],
  ARRAY['', NULL, '', '', '', '', NULL],
  ARRAY[NULL, NULL, NULL, NULL, 1, NULL, NULL]::bigint[],
  ARRAY[9e15, 9e15, 9e15, 9e15, 9e15, 9e15, 9e15]::bigint[],
  ARRAY[NULL, NULL, 1, 1, NULL, NULL, NULL]::bigint[])`;
const READ = "EXECUTE read(ARRAY['name 17', 'name 99999', 'nothing'])";
const EXPIRED = 'EXECUTE expired(50000, 20)';
const OPEN = 'EXECUTE open(50000, 20)';
const SCAN = "EXECUTE scan('name 5', 20)";

describe.skipIf(server === null)('The plans of the PostgreSQL ledger', () => {
  let end = async () => {};
  afterEach(() => end());

  it.each([
    { what: 'made on an empty table, without statistics', whenEmpty: 'PREPARE', whenFull: '' },
    { what: 'made on an empty table that was cleaned up', whenEmpty: 'VACUUM ANALYZE; PREPARE', whenFull: '' },
    {
      what: 'made on a full table whose statistics say that it is empty',
      whenEmpty: 'VACUUM ANALYZE',
      whenFull: 'PREPARE',
    },
    { what: 'made on a full table without statistics', whenEmpty: '', whenFull: 'PREPARE' },
    { what: 'made on a full table with statistics', whenEmpty: '', whenFull: 'VACUUM ANALYZE; PREPARE' },
  ])('find rows by an index only, $what', async ({ whenEmpty, whenFull }) => {
    const { query, explain, prepare } = await open();
    await act(whenEmpty);
    await query(`INSERT INTO accounts_gateway_deletions
      SELECT 'name ' || n, 'v ' || n, n, n + 1000, CASE WHEN n % 2 = 0 THEN n + 500 END, repeat('x', 100)
      FROM generate_series(1, ${ROWS}) AS n`);
    await act(whenFull);

    const change = await explain(CHANGE);
    expect(change.made).toEqual([1, 2, 4, 6]);
    expect(change.scans).toHaveLength(3); // those that stand, those that go, and whether a new name is one
    for (const scan of change.scans) expect(scan).toMatchObject(BY_NAME);
    expect(change.arbiters).toEqual([['accounts_gateway_deletions_pkey']]);
    expect(change.pages).toBeLessThan(FEW_PAGES);

    const read = await explain(READ);
    expect(read.scans).toEqual([expect.objectContaining(BY_NAME)]);
    expect(read.pages).toBeLessThan(FEW_PAGES);

    const expired = await explain(EXPIRED);
    expect(expired.scans).toEqual([expect.objectContaining(BY_EXPIRY)]);
    expect(expired.pages).toBeLessThan(FEW_PAGES);

    const due = await explain(OPEN);
    expect(due.scans).toEqual([expect.objectContaining(BY_DUE)]);
    expect(due.pages).toBeLessThan(FEW_PAGES);

    const scan = await explain(SCAN);
    expect(scan.scans).toEqual([expect.objectContaining(BY_NAME_BEHIND)]);
    expect(scan.pages).toBeLessThan(FEW_PAGES);

    async function act(steps: string): Promise<void> {
      for (const step of steps.split('; ')) {
        if (step !== 'PREPARE') await query(step);
        else await prepare();
      }
    }
  });

  /** A database with the ledger's tables, and a session like the ledger's. */
  async function open() {
    const database = await openDatabase(server ?? '');
    const ledger = database.open();
    await ledger.ping();
    await ledger.close();
    const client = new Client({ connectionString: database.url });
    await client.connect();
    end = async () => {
      await client.end();
      await database.close();
    };
    await client.query(OPEN_SESSION);
    await client.query('SET statement_timeout = 0');
    await client.query('ALTER TABLE accounts_gateway_deletions SET (autovacuum_enabled = off)');
    const query = (text: string) => client.query(text);

    /** What a statement does to the table, without doing it. */
    async function explain(statement: string) {
      await query('BEGIN');
      const { rows } = await query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${statement}`);
      await query('ROLLBACK; BEGIN');
      const result = await query(statement);
      await query('ROLLBACK');
      const plan: PlanNode = rows[0]['QUERY PLAN'][0].Plan;
      const nodes = allOf(plan).filter((node) => node['Relation Name'] === 'accounts_gateway_deletions');
      return {
        made: result.rows[0]?.made?.sort(),
        scans: nodes.filter((node) => node['Node Type'] !== 'ModifyTable'),
        arbiters: nodes.flatMap((node) => (node['Conflict Arbiter Indexes'] ? [node['Conflict Arbiter Indexes']] : [])),
        pages: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
      };
    }
    /** A statement is planned when it is executed for the first time. */
    async function prepare(): Promise<void> {
      for (const [name, text] of Object.entries(STATEMENTS)) await query(`PREPARE ${name} AS ${text}`);
      for (const statement of [CHANGE, READ, EXPIRED, OPEN, SCAN]) await explain(statement);
    }
    return { query, explain, prepare };
  }
});

function allOf(node: PlanNode): readonly PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(allOf)];
}
