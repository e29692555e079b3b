import { amount } from '../../shared/simulation/replies.ts';

export interface SequenceAccount {
  readonly id: string;
  readonly name: string;
  readonly type: 'income_source' | 'pod' | 'external_account';
  readonly description: string | null;
  readonly externalAccountType: string | null;
  readonly institutionName: string | null;
  /** Decimal digits. */
  readonly balance: string;
}

/** An account; by default a pod. */
export function sequenceAccount(id: string, details: Partial<Omit<SequenceAccount, 'id'>> = {}): SequenceAccount {
  return {
    name: `Pod ${id}`,
    type: 'pod',
    description: null,
    externalAccountType: null,
    institutionName: null,
    balance: '0',
    ...details,
    id,
  };
}

/** As `GET /accounts` lists it. */
export function listedAccount(account: SequenceAccount) {
  return {
    id: account.id,
    name: account.name,
    type: account.type,
    description: account.description,
    external_account_type: account.externalAccountType,
    beneficiary_name: 'Sandbox Person',
    institution_name: account.institutionName,
    can_be_source: account.externalAccountType !== 'LIABILITY',
  };
}

/** As in the answer to `GET /accounts/{id}`. The real shape of the masked details and the balance is not known. */
export function fullAccount(account: SequenceAccount) {
  return {
    ...listedAccount(account),
    masked_account_number: '••••4567',
    balance: { available: amount(account.balance), currency: 'USD' },
  };
}
