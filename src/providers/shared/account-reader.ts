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
import type { ProviderDefinition } from '../provider.ts';
import { answerIn, headersOf, isForAnother, segmentOf } from './answer.ts';
import type { JsonObject } from './answer-parts.ts';
import { createRedact, type Redact } from './redact.ts';

/** A list may be longer than one account. */
const MAX_LIST_BYTES = 4 * 1024 * 1024;

/**
 * Reads a provider's accounts by GET. Error messages are the gateway's own: the provider's are not passed on.
 */
export function createAccountReader(client: HttpClient, { name, accounts }: ProviderDefinition): AccountSource {
  /** Puts the provider back, which is ours: a credential that is a part of its name must not cut it. */
  const ofProvider = (cut: Account): Account => ({ ...cut, provider: name });

  /** @param absent the result for the provider's own 404 */
  function meaningOf<T>(
    result: HttpResult,
    { credential, requestId }: ReadCall,
    valueIn: (json: JsonObject, redact: Redact) => T | null,
    absent: Read<T>,
  ): Read<T> {
    if (result.kind !== 'answer') return unavailable('The provider did not answer in time, or could not be reached.');
    const answer = answerIn(result);
    if (isForAnother(accounts, { ...answer, json: null }, requestId))
      return unavailable('The answer was for another request.');
    const { status, json } = answer;
    const redact = createRedact(credential, '', answer.body);
    const error = json === null ? null : accounts.ownError(answer, redact);
    if (status === 401) return refused('UNAUTHENTICATED', 'The provider did not accept the credential.');
    if (status === 403) return refused('FORBIDDEN', 'The credential does not permit this read.');
    if (status === 404 && error?.notFound === true) return absent;
    if (status !== 200) return unavailable(`The provider answered with status ${status}.`);
    const value = json === null || error !== null ? null : valueIn(json, redact);
    return value === null ? unavailable('The answer of the provider could not be read.') : read(value);
  }

  return {
    async account(call): Promise<Read<Account | null>> {
      const { accountId, timeoutMs } = call;
      const path = accounts.path(segmentOf(accountId));
      const result = await client.read({ path, headers: headersOf(call), timeoutMs });
      const accountIn = (json: JsonObject, redact: Redact) => {
        const account = accounts.account(json, accountId);
        return account === null ? null : redact.data(account, ofProvider);
      };
      return meaningOf<Account | null>(result, call, accountIn, read(null));
    },

    async page(call): Promise<Read<AccountPage>> {
      const { cursor, timeoutMs } = call;
      const path = accounts.listPath(cursor);
      const result = await client.read({ path, headers: headersOf(call), timeoutMs, maxBodyBytes: MAX_LIST_BYTES });
      if (cursor !== null && result.kind === 'answer' && [400, 422].includes(result.status)) {
        return refused('BAD_USER_INPUT', 'The provider no longer accepts this cursor: start again without `after`.');
      }
      const pageIn = (json: JsonObject, redact: Redact) => {
        const page = accounts.page(json);
        if (page === null) return null;
        return redact.data(page, (cut) => ({ ...cut, accounts: cut.accounts.map(ofProvider) }));
      };
      return meaningOf(result, call, pageIn, unavailable('The provider has no list of accounts.'));
    },
  };
}

const unavailable = (message: string) => refused('PROVIDER_UNAVAILABLE', message);
