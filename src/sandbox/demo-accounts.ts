import { FAULT_NAMES, FAULTS, faultyAccountId } from './faults.ts';
import { type NuvionAccount, nuvionAccount } from './nuvion-account.ts';
import { type SequenceAccount, sequenceAccount } from './sequence-account.ts';

/** What a Sequence key may do: a scope, and the accounts it covers where the scope is about accounts. */
export interface SequencePermission {
  readonly scope: 'LIST_ACCOUNTS' | 'READ_ACCOUNTS' | 'DELETE_ACCOUNTS';
  readonly resources?: '*' | readonly string[];
}

/** `Authorization` values that the sandbox accepts. They are made up and open nothing. */
export const DEMO_CREDENTIALS = {
  sequence: 'ApiKey sandbox-sequence-key',
  /** Lists and reads; a deletion is 403. */
  sequenceReadOnly: 'ApiKey sandbox-sequence-read-only-key',
  /** Reads and deletes `acc_pod_savings` alone; any other account is 403. */
  sequenceNarrow: 'ApiKey sandbox-sequence-narrow-key',
  nuvion: 'Bearer nv_test_sandbox',
  /** Lists and reads; a deletion is 403. */
  nuvionReadOnly: 'Bearer nv_test_sandbox_read_only',
} as const;

const keyOf = (credential: string): string => credential.slice(credential.indexOf(' ') + 1);

/** The keys that may delete, as settings of a gateway that uses its own. */
export const OWN_KEYS = {
  SEQUENCE_API_KEY: keyOf(DEMO_CREDENTIALS.sequence),
  NUVION_API_KEY: keyOf(DEMO_CREDENTIALS.nuvion),
};

/** DELETE_ACCOUNTS is made up: Sequence does not say which scope a deletion needs. */
export const SEQUENCE_KEYS: ReadonlyMap<string, readonly SequencePermission[]> = new Map([
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

/** A Nuvion key has its creator's permissions; the one that matters here is whether they may delete. */
export const NUVION_KEYS: ReadonlyMap<string, { readonly mayDelete: boolean }> = new Map([
  ['nv_test_sandbox', { mayDelete: true }],
  ['nv_test_sandbox_read_only', { mayDelete: false }],
]);

/** Sequence at the start: one account of every type, then one for every fault. */
export const DEMO_SEQUENCE_ACCOUNTS: readonly SequenceAccount[] = [
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
  ...FAULT_NAMES.map((name) => sequenceAccount(faultyAccountId(name), { name, description: FAULTS[name].shows })),
];

/** Nuvion at the start: the first is the entity's default, the last ordinary one is that of Nuvion's own examples. */
export const DEMO_NUVION_ACCOUNTS: readonly NuvionAccount[] = [
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
  ...FAULT_NAMES.map((name) =>
    nuvionAccount(faultyAccountId(name), { displayName: name, meta: { shows: FAULTS[name].shows } }),
  ),
];
