import DataLoader from 'dataloader';
import type { AccountProvider } from '../deletion/deletion.ts';
import { checkAccountId } from '../deletion/input.ts';
import type { Account } from './account.ts';
import { type AccountPage, type AccountReader, type Read, type ReadCall, read, refused } from './account-reader.ts';
import { createGate } from './gate.ts';

/** How many reads run at once at a provider (the contract, section 2). */
const AT_ONCE = 10;

/** The reads of one request: equal ones are sent once. Nothing here rejects. */
export interface AccountReads {
  /** Null when the provider has no such account, or no account can have the id. */
  account(provider: AccountProvider, accountId: string): Promise<Read<Account | null>>;
  /** @param cursor the provider's own; null for its first page */
  page(provider: AccountProvider, cursor: string | null): Promise<Read<AccountPage>>;
}

export interface AccountReadsDeps {
  readonly readers: Readonly<Record<AccountProvider, AccountReader>>;
  /** `MAX_READS_PER_OPERATION`: distinct reads of one request. */
  readonly maxReads: number;
  /** For one read, retries included. */
  readonly timeoutMs: number;
}

/** Who asks. A credential is sent to the provider that it is for, and to no other. */
export interface ReadRequest {
  readonly requestId: string;
  readonly credentials: Readonly<Record<AccountProvider, string | null>>;
}

/** Makes the function that opens the reads of a request. */
export function createAccountReads({ readers, maxReads, timeoutMs }: AccountReadsDeps) {
  return ({ requestId, credentials }: ReadRequest): AccountReads => {
    const gates = { SEQUENCE: createGate(AT_ONCE), NUVION: createGate(AT_ONCE) };
    let reads = 0;

    async function send<T>(
      provider: AccountProvider,
      ask: (reader: AccountReader, call: ReadCall) => Promise<Read<T>>,
    ): Promise<Read<T>> {
      const credential = credentials[provider];
      if (credential === null) {
        return refused('UNAUTHENTICATED', `The request carries no credential for ${provider}.`);
      }
      if (reads === maxReads) {
        return refused('TOO_MANY_READS', `An operation may read at most ${maxReads} times from the providers.`);
      }
      reads++;
      return gates[provider](() => ask(readers[provider], { credential, requestId, timeoutMs }));
    }

    const accounts = createLoader<string, Account | null>((provider, accountId) =>
      send(provider, (reader, call) => reader.account({ ...call, accountId })),
    );
    const pages = createLoader<string | null, AccountPage>((provider, cursor) =>
      send(provider, (reader, call) => reader.page({ ...call, cursor })),
    );
    return {
      account: async (provider, accountId) =>
        checkAccountId(accountId) === null ? accounts.load([provider, accountId]) : read(null),
      page: (provider, cursor) => pages.load([provider, cursor]),
    };
  };
}

/** Providers have no batches: a batch here is the reads that begin together, each once. */
function createLoader<Id, T>(send: (provider: AccountProvider, id: Id) => Promise<Read<T>>) {
  return new DataLoader<readonly [AccountProvider, Id], Read<T>, string>(
    (keys) => Promise.all(keys.map(([provider, id]) => send(provider, id))),
    { cacheKeyFn: (key) => JSON.stringify(key) },
  );
}
