import { setTimeout as sleep } from 'node:timers/promises';
import DataLoader from 'dataloader';
import type { Authorize, Grant } from '../access/access.ts';
import type { Audit, AuditedRequest, RefusalReason } from '../access/audit.ts';
import { createCapacity } from '../deletion/capacity.ts';
import type { ProviderName } from '../deletion/deletion.ts';
import { checkAccountId } from '../deletion/input.ts';
import type { Account } from './account.ts';
import {
  type AccountPage,
  type AccountSource,
  type Read,
  type ReadCall,
  type Refusal,
  read,
  refusalOf,
  refused,
} from './account-source.ts';
import { createGate } from './gate.ts';

/** How many reads of one request run at once at a provider. */
const AT_ONCE = 10;

/** How many reads of all requests together run at once at a provider. */
const AT_ONCE_IN_ALL = 500;

/** The reads of one request: equal ones are sent once. Nothing here rejects. */
export interface AccountReads {
  /** Null when the provider has no such account, no account can have the id, or there is no such provider. */
  account(provider: ProviderName, accountId: string): Promise<Read<Account | null>>;
  /** @param cursor the provider's own; null for its first page */
  page(provider: ProviderName, cursor: string | null): Promise<Read<AccountPage>>;
}

export interface AccountReadsDeps {
  readonly readers: ReadonlyMap<ProviderName, AccountSource>;
  /** `MAX_READS_PER_OPERATION`: distinct reads of one request. */
  readonly maxReads: number;
  /** For one read, retries included. */
  readonly timeoutMs: number;
}

/** What the reads of a request need to know of it. */
export interface ReadContext {
  readonly requestId: string;
  readonly authorize: Authorize;
  readonly audit: Audit;
}

const OVERLOADED = refused('PROVIDER_UNAVAILABLE', 'Too many reads run at this provider, so nothing was sent.');

/** Makes the function that opens the reads of a request. */
export function createAccountReads({ readers, maxReads, timeoutMs }: AccountReadsDeps) {
  const withinCapacity = createCapacity(AT_ONCE_IN_ALL, sleep);

  return ({ requestId, authorize, audit }: ReadContext): AccountReads => {
    const gates = new Map<ProviderName, ReturnType<typeof createGate>>();
    const gateOf = (provider: ProviderName) => {
      const gate = gates.get(provider) ?? createGate(AT_ONCE);
      gates.set(provider, gate);
      return gate;
    };
    let reads = 0;

    /**
     * @param accountId the one account that is read; null for a list
     * @param count how many accounts an answer holds
     */
    async function askProvider<T>(
      provider: ProviderName,
      accountId: string | null,
      ask: (reader: AccountSource, call: ReadCall, grant: Grant) => Promise<Read<T>>,
      count: (value: T) => number,
    ): Promise<Read<T>> {
      const reader = readers.get(provider);
      if (reader === undefined) throw new TypeError(`There is no provider ${provider}`);
      const grant = await authorize(provider, 'accounts:read', accountId);
      const operation = accountId === null ? 'accounts' : 'account';
      const asked: AuditedRequest = { operation, provider, accountId, caller: grant.caller };
      const refuse = (refusal: Refusal, reason: RefusalReason, claim: string | null = null) => {
        audit.refused({ ...asked, reason, claim });
        return refusal;
      };
      if (grant.kind === 'denied') return refuse(refusalOf(grant), grant.reason, grant.claim);
      if (reads === maxReads) {
        const message = `An operation may read at most ${maxReads} times from the providers.`;
        return refuse(refused('TOO_MANY_READS', message), 'over_limit');
      }
      reads++;
      const call = { credential: grant.credential, requestId, timeoutMs };
      const send = async () => {
        const answer = await ask(reader, call, grant);
        const result =
          answer.kind === 'read' ? { outcome: 'READ', count: count(answer.value) } : { outcome: answer.code, count: 0 };
        audit.read({ ...asked, ...result });
        return answer;
      };
      return gateOf(provider)(() => withinCapacity<Read<T>>(provider, send, () => refuse(OVERLOADED, 'overloaded')));
    }

    const accounts = createLoader<string, Account | null>((provider, accountId) =>
      askProvider(
        provider,
        accountId,
        (reader, call) => reader.account({ ...call, accountId }),
        (account) => (account === null ? 0 : 1),
      ),
    );
    const pages = createLoader<string | null, AccountPage>((provider, cursor) =>
      askProvider(
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

/** Providers cannot read several accounts at once: a batch is the reads that begin together, each sent once. */
function createLoader<Id, T>(send: (provider: ProviderName, id: Id) => Promise<Read<T>>) {
  return new DataLoader<readonly [ProviderName, Id], Read<T>, string>(
    (keys) => Promise.all(keys.map(([provider, id]) => send(provider, id))),
    { cacheKeyFn: (key) => JSON.stringify(key) },
  );
}
