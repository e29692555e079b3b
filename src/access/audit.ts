import type { ProviderName } from '../deletion/deletion.ts';

/** Why the gateway refused something before it asked the ledger. Public: values of a metric's label and of log lines. */
export const REFUSAL_REASONS = [
  'no_credential',
  'bad_token',
  'wrong_scope',
  'wrong_account',
  'bad_input',
  'over_limit',
  'overloaded',
  'token_keys_away',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** The fields of the schema that are audited. Public: values of log lines. */
export type Operation = 'deleteAccount' | 'account' | 'accounts' | 'accountDeletion';

/** What a caller asked for. Null: not known, or there is none. */
export interface AuditedRequest {
  readonly operation: Operation | null;
  readonly provider: ProviderName | null;
  /** Null for a list, and for a text that cannot be an account id. */
  readonly accountId: string | null;
  /** Identifies the caller; it is hashed before it is logged. */
  readonly caller: readonly string[] | null;
}

export interface AuditedRefusal extends AuditedRequest {
  readonly reason: RefusalReason;
  /** The part of the token that was not accepted: a claim, a header parameter or `signature`. */
  readonly claim?: string | null | undefined;
}

export interface AuditedRead extends AuditedRequest {
  /** `READ`, or the code of the refusal. */
  readonly outcome: string;
  /** How many accounts the caller was given. */
  readonly count: number;
}

/** Records what one request was refused and what it read. Its functions never throw. */
export interface Audit {
  refused(seen: AuditedRefusal): void;
  read(seen: AuditedRead): void;
}

/** Opens the audit of a request. */
export type OpenAudit = (requestId: string) => Audit;
