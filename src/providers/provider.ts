import type { Account } from '../accounts/account.ts';
import type { AccountPage } from '../accounts/account-source.ts';
import type { Deletion, ProviderName } from '../deletion/deletion.ts';
import type { FieldValidation } from '../deletion/outcome.ts';
import type { HttpHeaders } from './http/http-request.ts';
import type { JsonObject } from './shared/answer-parts.ts';
import type { Redact } from './shared/redact.ts';
import type { Simulation } from './shared/simulation/simulation.ts';

/**
 * A provider, as its folder exports it: facts, and functions that read its answers. Sending, waiting and recording are done
 * once, for all providers. `docs/adding-a-provider.md` explains it step by step.
 */
export interface ProviderDefinition {
  /**
   * The public name, in capitals: a value of the schema's `AccountProvider`. The variables `<NAME>_URL` and `<NAME>_API_KEY`
   * and the header `X-<Name>-Authorization` follow from it.
   */
  readonly name: ProviderName;
  /** The default of `<NAME>_URL`, without a trailing slash. */
  readonly defaultUrl: string;
  /**
   * The scheme of its credentials in `Authorization`, such as `Bearer`. Where two providers share a scheme,
   * `Authorization` does not show which one is meant: both then take credentials from their own headers only.
   */
  readonly scheme: string;
  readonly deletion: DeletionRules;
  readonly accounts: AccountRules;
  /** Loads its simulation. Only the sandbox and tests may call this: the image does not contain simulations. */
  readonly simulation: () => Promise<Simulation>;
}

/** How accounts are deleted. */
export interface DeletionRules {
  /**
   * How long after its first request an idempotency key is certainly recognised, in milliseconds: until then a lost request
   * is sent again with the same key. 0: the provider does not recognise keys, and the account is read back instead.
   *
   * Take the documented time and subtract a margin for clocks that differ and requests that arrive late: more than the
   * longest `DELETE_DEADLINE_MS` and `QUIESCENCE_MS` together that the gateway runs with.
   */
  readonly resendsForMs: number;
  /** When a key is certainly forgotten, in milliseconds after its first request: the documented time and the margin; or 0. */
  readonly forgetsAfterMs: number;
  /**
   * The one request that deletes an account. The shared code adds credential, request id and idempotency key.
   *
   * @param segment the account id, percent-encoded as one path segment
   */
  request(segment: string): DeletionRequest;
  /**
   * Statuses with which the provider's own error finally rejects the deletion for this key. Never 401, 403 or 429. An answer
   * that no rule covers counts as lost: the deletion may have been executed.
   */
  readonly rejections: readonly number[];
  /** Reads an answer of status 2xx as a confirmation for this account; null when it confirms nothing. */
  confirmation(answer: ProviderAnswer, accountId: string, redact: Redact): Deletion | null;
  /**
   * What an answer of status 200 to a read of the account shows: that the account is present, or its deletion; null when it
   * is about another account, or proves neither.
   */
  seen(json: JsonObject, accountId: string): 'present' | Deletion | null;
  /** The deletion to return when the provider gave no details. */
  readonly withoutDetails: Deletion;
}

/** A request; `path` is relative to the base URL. */
export interface DeletionRequest {
  readonly method: 'DELETE' | 'POST';
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: JsonObject;
}

/** How accounts are read, and what all answers have in common. */
export interface AccountRules {
  /**
   * The path of one account, relative to the base URL.
   *
   * @param segment the account id, percent-encoded
   */
  path(segment: string): string;
  /**
   * The path of one page of the list, relative to the base URL.
   *
   * @param cursor `next` of the previous page; null for the first page
   */
  listPath(cursor: string | null): string;
  /** The account in an answer of status 200; null when it has none, or another than the requested one. */
  account(json: JsonObject, accountId: string): Account | null;
  /** The accounts in an answer of status 200, and the cursor of the next page; null when it has no list. */
  page(json: JsonObject): AccountPage | null;
  /** Reads the provider's own error; null when the answer is not the provider's, but a proxy's for example. */
  ownError(answer: ProviderAnswer, redact: Redact): ProviderError | null;
  /**
   * The `X-Request-ID` that an answer names; null when it names none. With another id than the one that was sent, it is not
   * the answer to this request, whatever its status.
   *
   * @param json the body of an answer to a deletion; null for a read
   */
  requestIdOf(headers: HttpHeaders, json: JsonObject | null): string | null;
}

/** An answer of the provider. */
export interface ProviderAnswer {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: HttpHeaders;
  /** Empty when it contains only white space. */
  readonly body: string;
  /** The body as a JSON object; null when it is not one. Numbers keep their digits: see `shared/field-values.ts`. */
  readonly json: JsonObject | null;
}

/** The provider's error, without the credential and the key. */
export interface ProviderError {
  /** The provider's code. */
  readonly code?: string | undefined;
  /** The error means that there is no such account. */
  readonly notFound?: boolean | undefined;
  readonly message?: string | undefined;
  readonly validations?: readonly FieldValidation[] | undefined;
}
