import { openSqliteStore } from '../support/sqlite-store.ts';
import { describeDurable } from './ledger-store-suite.ts';
import { describeLedger } from './ledger-suite.ts';

describeLedger('SQLite', openSqliteStore);
describeDurable('SQLite', openSqliteStore);
