import { describe, inject } from 'vitest';
import { openDatabase } from '../support/postgres-database.ts';
import { describeNetwork } from './ledger-network-suite.ts';
import { describeDurable } from './ledger-store-suite.ts';
import { describeLedger } from './ledger-suite.ts';

const server = inject('postgresUrl');
const openStore = () => openDatabase(server ?? '');

describe.skipIf(server === null)('On a real server', () => {
  describeLedger('PostgreSQL', openStore);
  describeDurable('PostgreSQL', openStore);
  describeNetwork('PostgreSQL', openStore);
});
