// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these texts are code
import type { Mutant } from './mutants.ts';

const SQL = 'src/ledger/sql-steps.ts';
const STORED = 'src/ledger/stored-record.ts';

const AT_SQLITE = 'test/contract/sqlite-ledger.test.ts';

/** Mistakes in the ledgers on a database, seen at the one that needs no server. */
export const storeMutants: readonly Mutant[] = [
  {
    id: 'sql-claim-ignores-a-lease',
    breaks: 'every arrow is one atomic compare-and-set: a live lease is respected (SQL)',
    file: SQL,
    find: '(${TABLE}.owner IS NULL OR ${TABLE}.lease_until <= ${moment})',
    replace: '(TRUE)',
    tests: [AT_SQLITE],
  },
  {
    id: 'sql-claim-ignores-the-account',
    breaks: 'nobody takes over a record for another account (SQL)',
    file: SQL,
    find: "${TABLE}.state = 'dispatched' AND ${TABLE}.account_id = excluded.account_id",
    replace: "${TABLE}.state = 'dispatched'",
    tests: [AT_SQLITE],
  },
  {
    id: 'sql-claim-does-not-know-itself',
    breaks: 'a claim whose reply was lost recognises itself (SQL)',
    file: SQL,
    find: '(${gone} OR ${mine} OR (',
    replace: '(${gone} OR (',
    tests: [AT_SQLITE],
  },
  {
    id: 'sql-repeated-claim-gets-a-longer-lease',
    breaks: 'a repeated claim has the lease of the first (SQL)',
    file: SQL,
    find: 'WHEN NOT ${gone} AND ${mine} THEN ${TABLE}.lease_until ELSE',
    replace: 'WHEN FALSE THEN ${TABLE}.lease_until ELSE',
    tests: [AT_SQLITE],
  },
  {
    id: 'sql-dispatch-after-the-lease',
    breaks: 'only within the lease is a delete dispatched (SQL)',
    file: SQL,
    find: "AND state <> 'settled' AND lease_until > ${now}",
    replace: "AND state <> 'settled'",
    tests: [AT_SQLITE],
  },
  {
    id: 'sql-dispatch-of-any-attempt',
    breaks: 'a dispatch whose reply was lost is not taken twice (SQL)',
    file: SQL,
    find: 'AND attempts = CAST($6 AS INTEGER) - 1',
    replace: '',
    tests: [AT_SQLITE],
  },
  {
    id: 'sql-release-forgets-a-lost-answer',
    breaks: 'a record with an earlier lost answer stays dispatched (SQL)',
    file: SQL,
    find: 'AND lost_at IS NULL))`',
    replace: '))`',
    tests: [AT_SQLITE],
  },
  {
    id: 'sql-settle-without-owner-check',
    breaks: 'once somebody has taken over, the old owner writes nothing (SQL)',
    file: SQL,
    find: 'expires_at = ${now} + CAST($7 AS BIGINT)\n      WHERE ${standing} AND owner = $5 AND',
    replace: "expires_at = ${now} + CAST($7 AS BIGINT)\n      WHERE ${standing} AND $5 <> '' AND",
    tests: [AT_SQLITE],
  },
  {
    id: 'sql-unreadable-record-claimed',
    breaks: 'a record that cannot be read or understood is never taken for absent (SQL)',
    file: SQL,
    find: 'WHERE ${readable} AND ${inTime} AND (${gone}',
    replace: 'WHERE ${inTime} AND (${gone}',
    tests: [AT_SQLITE],
  },
  {
    id: 'unreadable-record-shown',
    breaks: 'a record of another version is not understood',
    file: STORED,
    find: "if (integer(stored, 'format') !== RECORD_FORMAT || !isState(state))",
    replace: 'if (!isState(state))',
    tests: [AT_SQLITE],
  },
  {
    id: 'expired-record-shown',
    breaks: 'a record whose time is over is absent',
    file: STORED,
    find: 'return record.expiresInMs > 0 ? record : null;',
    replace: 'return record;',
    tests: [AT_SQLITE],
  },
];
