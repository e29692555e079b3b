import type { Account } from '../../accounts/account.ts';
import {
  type AccountPage,
  type AccountSource,
  type Read,
  type ReadCall,
  read,
  refused,
} from '../../accounts/account-source.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { HttpResult } from '../http/http-request.ts';
import { isObject, type JsonObject, objectIn, text } from './answer-parts.ts';
import { accountRequest, type Dialect, isForAnother } from './exchange.ts';
import { createRedact } from './redact.ts';

/** A list may be longer than one account. */
const MAX_LIST_BYTES = 4 * 1024 * 1024;

/** What a provider's good answers look like. */
export interface AccountShape {
  /** The account of an answer about one; null when it holds none, or another one than was asked for. */
  account(answer: JsonObject, accountId: string): Account | null;
  /** The accounts of a list; null when the answer holds none. */
  page(answer: JsonObject): AccountPage | null;
}

/**
 * Reads accounts by GET, and tells what an answer means. What the provider says of a refusal
 * stays here: messages are the gateway's own.
 */
export function createAccountReader(client: HttpClient, dialect: Dialect, shape: AccountShape): AccountSource {
  /** @param absent what the provider's own 404 comes to */
  function meaningOf<T>(
    result: HttpResult,
    { credential, requestId }: ReadCall,
    valueIn: (answer: JsonObject) => T | null,
    absent: Read<T>,
  ): Read<T> {
    if (result.kind !== 'answer') return unavailable('The provider did not answer in time, or could not be reached.');
    if (isForAnother(dialect, result.headers, null, requestId))
      return unavailable('The answer was for another request.');
    const json = objectIn(result.body);
    const redact = createRedact(credential, '', result.body);
    const error = json === null ? null : dialect.ownError(json, redact);
    const { status } = result;
    if (status === 401) return refused('UNAUTHENTICATED', 'The provider did not accept the credential.');
    if (status === 403) return refused('FORBIDDEN', 'The credential may not read this.');
    if (status === 404 && error?.notFound === true) return absent;
    if (status !== 200) return unavailable(`The provider answered with status ${status}.`);
    const value = json === null || error !== null ? null : valueIn(json);
    return value === null ? unavailable('The answer of the provider could not be read.') : read(redact.data(value));
  }

  return {
    async account(call): Promise<Read<Account | null>> {
      const result = await client.read(accountRequest(call));
      return meaningOf<Account | null>(result, call, (answer) => shape.account(answer, call.accountId), read(null));
    },

    async page(call): Promise<Read<AccountPage>> {
      const { cursor, credential, requestId, timeoutMs } = call;
      const result = await client.read({
        path: `/accounts${cursor === null ? '' : `?next_cursor=${encodeURIComponent(cursor)}`}`,
        headers: { authorization: credential, 'x-request-id': requestId },
        timeoutMs,
        maxBodyBytes: MAX_LIST_BYTES,
      });
      if (cursor !== null && result.kind === 'answer' && [400, 422].includes(result.status)) {
        return refused(
          'BAD_USER_INPUT',
          'The provider no longer knows the place of the cursor: start again without it.',
        );
      }
      return meaningOf(result, call, shape.page, unavailable('The provider has no list of accounts.'));
    },
  };
}

/** The accounts of a list. One without an id cannot be told from others, nor deleted: it is left out. */
export function accountsIn(
  list: readonly unknown[],
  toAccount: (account: JsonObject, accountId: string) => Account,
): Account[] {
  return list.filter(isObject).flatMap((account) => {
    const accountId = text(account.id);
    return accountId === null ? [] : [toAccount(account, accountId)];
  });
}

const unavailable = (message: string) => refused('PROVIDER_UNAVAILABLE', message);
