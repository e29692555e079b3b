import type { Account } from '../accounts/account.ts';
import type { AccountPage } from '../accounts/account-source.ts';
import type { Deletion, ProviderName } from '../deletion/deletion.ts';
import type { FieldValidation } from '../deletion/outcome.ts';
import type { HttpHeaders } from './http/http-request.ts';
import type { JsonObject } from './shared/answer-parts.ts';
import type { Redact } from './shared/redact.ts';
import type { Simulation } from './shared/simulation/simulation.ts';

/**
 * A provider, as its folder exports it: facts, and functions that read its answers. Nothing here sends, waits or keeps
 * anything: that is done once, for all providers. `docs/adding-a-provider.md` goes through it step by step.
 */
export interface ProviderDefinition {
  /**
   * The public name, in capitals: a value of the schema's `AccountProvider`. The variables `<NAME>_URL` and `<NAME>_API_KEY`
   * and the header `X-<Name>-Authorization` follow from it.
   */
  readonly name: ProviderName;
  /** What `<NAME>_URL` is when it is not set: without a slash at its end. */
  readonly defaultUrl: string;
  /**
   * The scheme of its credentials in `Authorization`, such as `Bearer`. Where two providers have one scheme, a caller's
   * `Authorization` says nothing: then both get credentials by their own headers alone.
   */
  readonly scheme: string;
  readonly deletion: DeletionRules;
  readonly accounts: AccountRules;
  /** Loads its simulation. The image has none: nothing but the sandbox and tests may call this. */
  readonly simulation: () => Promise<Simulation>;
}

/** How accounts are deleted. */
export interface DeletionRules {
  /**
   * For how long after its first request an idempotency key is sure to be recognised, in milliseconds: until then a lost
   * request is sent again under the same key. 0: the provider does not recognise keys, and the account is read back instead.
   *
   * Take the documented time and subtract a margin for clocks that differ and requests on their way: more than the longest
   * `PROVIDER_TIMEOUT_MS` and `QUIESCENCE_MS` that the gateway runs with.
   */
  readonly resendsForMs: number;
  /** From when on a key is sure to be forgotten, in milliseconds: the documented time and the same margin; or 0. */
  readonly forgetsAfterMs: number;
  /**
   * The one request that deletes an account. The shared code adds credential, request id and idempotency key.
   *
   * @param segment the account id, percent-encoded: one segment of a path, whatever it holds
   */
  request(segment: string): DeletionRequest;
  /**
   * Statuses at which an error of the provider's own rejects the deletion, for good under this key. 401, 403 and 429 never
   * do. What no rule explains counts as lost: it may have been executed.
   */
  readonly rejections: readonly number[];
  /** Reads an answer of status 2xx as a confirmation for this account; null when it confirms nothing. */
  confirmation(answer: ProviderAnswer, accountId: string, redact: Redact): Deletion | null;
  /**
   * What an answer of status 200 to a read of the account shows: that it is there, or its deletion where it says so; null
   * when it is about another account, or proves neither.
   */
  seen(json: JsonObject, accountId: string): 'present' | Deletion | null;
  /** Deletion details to return when the provider gave none. */
  readonly untold: Deletion;
}

/** A request, below the base URL. */
export interface DeletionRequest {
  readonly method: 'DELETE' | 'POST';
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: JsonObject;
}

/** How accounts are read, and what the answers have in common with those to a deletion. */
export interface AccountRules {
  /**
   * The path of one account, below the base URL.
   *
   * @param segment the account id, percent-encoded
   */
  path(segment: string): string;
  /**
   * The path of a page of the list.
   *
   * @param cursor what the page before gave as `next`; null for the first page
   */
  listPath(cursor: string | null): string;
  /** The account in an answer of status 200; null when it holds none, or another one than was asked for. */
  account(json: JsonObject, accountId: string): Account | null;
  /** The accounts in an answer of status 200, and a text that leads to the next page; null when it holds no list. */
  page(json: JsonObject): AccountPage | null;
  /** Reads the provider's own error; null when the answer is something else's, such as a proxy's. */
  ownError(answer: ProviderAnswer, redact: Redact): ProviderError | null;
  /**
   * Which `X-Request-ID` an answer says that it is for; null where the provider does not say. Any other than the one that was
   * sent makes it somebody else's answer, whatever its status.
   *
   * @param json the body of an answer to a deletion; null for a read
   */
  requestIdOf(headers: HttpHeaders, json: JsonObject | null): string | null;
}

/** What came back. */
export interface ProviderAnswer {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: HttpHeaders;
  /** Empty when there is nothing but white space. */
  readonly body: string;
  /** The JSON object that the body is; null when it is anything else. Numbers keep their digits: read them by `fields`. */
  readonly json: JsonObject | null;
}

/** What a provider said of its refusal, free of credential and key. */
export interface ProviderError {
  /** The provider's code. */
  readonly code?: string | undefined;
  /** It says that there is no such account. */
  readonly notFound?: boolean | undefined;
  readonly message?: string | undefined;
  readonly validations?: readonly FieldValidation[] | undefined;
}
