import type { ProviderName } from '../deletion/deletion.ts';

/** Why the gateway itself refused something, before the ledger was asked. Public: values of a metric's label and of log lines. */
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

/** What somebody asked for. Null: it is not known, or there is none. */
export interface AuditedRequest {
  readonly operation: Operation | null;
  readonly provider: ProviderName | null;
  /** An id that an account can have; null for a list, too. */
  readonly accountId: string | null;
  /** What stays the same over the requests of one caller; it is hashed before it is logged. */
  readonly caller: readonly string[] | null;
}

export interface AuditedRefusal extends AuditedRequest {
  readonly reason: RefusalReason;
  /** What of a token was not accepted: a claim, a header parameter or `signature`. */
  readonly claim?: string | null | undefined;
}

export interface AuditedRead extends AuditedRequest {
  /** `READ`, or the code of the refusal. */
  readonly outcome: string;
  /** How many accounts the caller was told of. */
  readonly count: number;
}

/** Writes down what one request was refused, and what it read. Its functions never throw. */
export interface Audit {
  refused(seen: AuditedRefusal): void;
  read(seen: AuditedRead): void;
}

/** Opens the audit of a request. */
export type OpenAudit = (requestId: string) => Audit;
