import DataLoader from 'dataloader';
import type { Access, Grant } from '../access/access.ts';
import type { Audit, AuditedRefusal, AuditedRequest } from '../access/audit.ts';
import { createCapacity } from '../deletion/capacity.ts';
import type { ProviderName } from '../deletion/deletion.ts';
import { checkAccountId } from '../deletion/input.ts';
import type { Account } from './account.ts';
import {
  type AccountPage,
  type AccountReader,
  type Read,
  type ReadCall,
  type Refusal,
  read,
  refusalOf,
  refused,
} from './account-reader.ts';
import { createGate } from './gate.ts';

/** How many reads of one request run at once at a provider. */
const AT_ONCE = 10;

/** How many reads run at once at a provider for all requests together: one that hangs must not fill the process. */
const AT_ONCE_IN_ALL = 500;

/** The reads of one request: equal ones are sent once. Nothing here rejects. */
export interface AccountReads {
  /** Null when the provider has no such account, no account can have the id, or there is no such provider. */
  account(provider: ProviderName, accountId: string): Promise<Read<Account | null>>;
  /** @param cursor the provider's own; null for its first page */
  page(provider: ProviderName, cursor: string | null): Promise<Read<AccountPage>>;
}

export interface AccountReadsDeps {
  readonly readers: ReadonlyMap<ProviderName, AccountReader>;
  /** `MAX_READS_PER_OPERATION`: distinct reads of one request. */
  readonly maxReads: number;
  /** For one read, retries included. */
  readonly timeoutMs: number;
}

/** Who asks. */
export interface ReadRequest {
  readonly requestId: string;
  readonly access: Access;
  readonly audit: Audit;
}

const OVERLOADED = refused('PROVIDER_UNAVAILABLE', 'Too many reads run at this provider, so nothing was sent.');
const NOT_COVERED = refused('FORBIDDEN', 'The token is not for this account.');

/** Makes the function that opens the reads of a request. */
export function createAccountReads({ readers, maxReads, timeoutMs }: AccountReadsDeps) {
  const withinCapacity = createCapacity(AT_ONCE_IN_ALL);

  return ({ requestId, access, audit }: ReadRequest): AccountReads => {
    const gates = new Map<ProviderName, ReturnType<typeof createGate>>();
    const gateOf = (provider: ProviderName) => {
      const gate = gates.get(provider) ?? createGate(AT_ONCE);
      gates.set(provider, gate);
      return gate;
    };
    let reads = 0;

    /**
     * @param accountId the one account that is read; null for a list
     * @param count how many accounts an answer tells of
     */
    async function send<T>(
      provider: ProviderName,
      accountId: string | null,
      ask: (reader: AccountReader, call: ReadCall, leave: Grant) => Promise<Read<T>>,
      count: (value: T) => number,
    ): Promise<Read<T>> {
      const reader = readers.get(provider);
      if (reader === undefined) throw new TypeError(`There is no provider ${provider}`);
      const leave = await access(provider, 'accounts:read');
      const { caller } = leave;
      const asked: AuditedRequest = {
        operation: accountId === null ? 'accounts' : 'account',
        provider,
        accountId,
        caller,
      };
      const deny = (refusal: Refusal, why: Pick<AuditedRefusal, 'reason' | 'claim'>) => {
        audit.refused({ ...asked, ...why });
        return refusal;
      };
      if (leave.kind === 'denied') return deny(refusalOf(leave), { reason: leave.reason, claim: leave.claim });
      if (accountId !== null && !leave.covers(accountId)) {
        return deny(NOT_COVERED, { reason: 'wrong_account', claim: 'accounts' });
      }
      if (reads === maxReads) {
        const message = `An operation may read at most ${maxReads} times from the providers.`;
        return deny(refused('TOO_MANY_READS', message), { reason: 'over_limit' });
      }
      reads++;
      const call = { credential: leave.credential, requestId, timeoutMs };
      return gateOf(provider)(async () => {
        const overloaded = () => deny(OVERLOADED, { reason: 'overloaded' });
        const answer = await withinCapacity<Read<T>>(provider, () => ask(reader, call, leave), overloaded);
        if (answer === OVERLOADED) return answer;
        const told =
          answer.kind === 'read' ? { outcome: 'READ', count: count(answer.value) } : { outcome: answer.code, count: 0 };
        audit.read({ ...asked, ...told });
        return answer;
      });
    }

    const accounts = createLoader<string, Account | null>((provider, accountId) =>
      send(
        provider,
        accountId,
        (reader, call) => reader.account({ ...call, accountId }),
        (account) => (account === null ? 0 : 1),
      ),
    );
    const pages = createLoader<string | null, AccountPage>((provider, cursor) =>
      send(
        provider,
        null,
        async (reader, call, { covers }) => {
          const page = await reader.page({ ...call, cursor });
          if (page.kind === 'refused') return page;
          const { accounts: all, next } = page.value;
          return read({ accounts: all.filter(({ accountId }) => covers(accountId)), next });
        },
        (page) => page.accounts.length,
      ),
    );
    return {
      async account(provider, accountId) {
        if (!readers.has(provider)) return read(null);
        if (checkAccountId(accountId) === null) return accounts.load([provider, accountId]);
        audit.refused({ reason: 'bad_input', operation: 'account', provider, accountId: null, caller: null });
        return read(null);
      },
      page: (provider, cursor) => pages.load([provider, cursor]),
    };
  };
}

/** Providers have no batches: a batch here is the reads that begin together, each once. */
function createLoader<Id, T>(send: (provider: ProviderName, id: Id) => Promise<Read<T>>) {
  return new DataLoader<readonly [ProviderName, Id], Read<T>, string>(
    (keys) => Promise.all(keys.map(([provider, id]) => send(provider, id))),
    { cacheKeyFn: (key) => JSON.stringify(key) },
  );
}
