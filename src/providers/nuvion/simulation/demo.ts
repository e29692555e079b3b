import { FAULT_NAMES, FAULTS, faultyAccountId } from '../../shared/simulation/faults.ts';
import { type NuvionAccount, nuvionAccount } from './account.ts';

/**
 * `Authorization` values that the simulation accepts. They are made up and open nothing. A Nuvion key has its creator's
 * permissions; only the one to delete matters here.
 */
export const CREDENTIALS = {
  full: 'Bearer nv_test_sandbox',
  /** Lists and reads; a deletion is 403. */
  readOnly: 'Bearer nv_test_sandbox_read_only',
} as const;

/** The first is the entity's default, the last is that of Nuvion's own examples. */
export const WORKING_ACCOUNTS: readonly NuvionAccount[] = [
  nuvionAccount('acc_checking', {
    displayName: 'Geschäftskonto Zürich 💼',
    meta: { costCentre: 'CH-042', tags: ['primary', 'payroll'], limits: { daily: 2500 } },
    overdraftLimit: '500.00',
    current: '1000.50',
    available: '950.25',
    accountDetails: ['det_checking_1', 'det_checking_2'],
    counterparties: ['cpt_landlord', 'cpt_supplier'],
    pinned: true,
    transactions: 42,
    pendingTransactions: 2,
  }),
  nuvionAccount('acc_operational', {
    type: 'operational',
    displayName: 'Operations',
    currency: 'EUR',
    current: '9007199254740993.10',
    available: '9007199254740993.10',
    transactions: 7,
  }),
  nuvionAccount('acc_debit', {
    type: 'debit',
    displayName: 'Travel',
    overdraftLimit: '200',
    current: '-20.00',
    overdraftUsed: '20.00',
  }),
  nuvionAccount('acc_safeguard', { type: 'safeguard', displayName: '', currency: 'GBP' }),
  nuvionAccount('01HJ5G6R7MXW5ZK2QD6YA8N9F3', {
    balanceId: '01HJ5G6R7MXW5ZK2QD6YA8N9F5',
    displayName: 'Business Account',
    accountDetails: ['01HJ5G6R7MXW5ZK2QD6YA8N9F6', '01HJ5G6R7MXW5ZK2QD6YA8N9F7'],
    counterparties: ['01HJ5G6R7MXW5ZK2QD6YA8N9F8', '01HJ5G6R7MXW5ZK2QD6YA8N9F9'],
    pinned: true,
  }),
];

/** The accounts at the start: those, then one account for every fault. */
export const DEMO_ACCOUNTS: readonly NuvionAccount[] = [
  ...WORKING_ACCOUNTS,
  ...FAULT_NAMES.map((name) =>
    nuvionAccount(faultyAccountId(name), { displayName: name, meta: { shows: FAULTS[name].shows } }),
  ),
];
