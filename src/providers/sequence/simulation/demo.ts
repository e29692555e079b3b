import { FAULT_NAMES, FAULTS, faultyAccountId } from '../../shared/simulation/faults.ts';
import { type SequenceAccount, sequenceAccount } from './account.ts';

/** A permission of a Sequence key: a scope, and the accounts that it covers if the scope is about accounts. */
export interface SequencePermission {
  readonly scope: 'LIST_ACCOUNTS' | 'READ_ACCOUNTS' | 'DELETE_ACCOUNTS';
  readonly resources?: '*' | readonly string[];
}

/** `Authorization` values that the simulation accepts. They are made up and open nothing. */
export const CREDENTIALS = {
  full: 'ApiKey sandbox-sequence-key',
  /** Lists and reads; a deletion is 403. */
  readOnly: 'ApiKey sandbox-sequence-read-only-key',
  /** Reads and deletes `acc_pod_savings` alone; any other account is 403. */
  narrow: 'ApiKey sandbox-sequence-narrow-key',
} as const;

/** DELETE_ACCOUNTS is made up: Sequence does not say which scope a deletion needs. */
export const KEYS: ReadonlyMap<string, readonly SequencePermission[]> = new Map([
  [
    'sandbox-sequence-key',
    [
      { scope: 'LIST_ACCOUNTS' },
      { scope: 'READ_ACCOUNTS', resources: '*' },
      { scope: 'DELETE_ACCOUNTS', resources: '*' },
    ],
  ],
  ['sandbox-sequence-read-only-key', [{ scope: 'LIST_ACCOUNTS' }, { scope: 'READ_ACCOUNTS', resources: '*' }]],
  [
    'sandbox-sequence-narrow-key',
    [
      { scope: 'READ_ACCOUNTS', resources: ['acc_pod_savings'] },
      { scope: 'DELETE_ACCOUNTS', resources: ['acc_pod_savings'] },
    ],
  ],
]);

/** One account of every type. */
export const WORKING_ACCOUNTS: readonly SequenceAccount[] = [
  sequenceAccount('acc_pod_savings', { name: 'Savings', description: 'For a rainy day', balance: '1000.50' }),
  sequenceAccount('acc_pod_taxes', { name: 'Steuerrücklage 🧾', balance: '12345678901234567.89' }),
  sequenceAccount('acc_income_payroll', {
    name: 'Checking ••4567',
    type: 'income_source',
    description: 'Main payroll account',
    institutionName: 'Example Bank',
    balance: '2750.00',
  }),
  sequenceAccount('acc_external_card', {
    name: 'Gold Card ••1234',
    type: 'external_account',
    externalAccountType: 'LIABILITY',
    institutionName: 'Example Cards',
    balance: '-431.07',
  }),
];

/** The accounts at the start: those, then one account for every fault. */
export const DEMO_ACCOUNTS: readonly SequenceAccount[] = [
  ...WORKING_ACCOUNTS,
  ...FAULT_NAMES.map((name) => sequenceAccount(faultyAccountId(name), { name, description: FAULTS[name].shows })),
];
