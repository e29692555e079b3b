import { type AccountRef, AccountsDocument } from 'accounts-gateway-client';
import { useDeleteAccount } from 'accounts-gateway-client/react/urql';
import { Client, cacheExchange, fetchExchange, Provider, useQuery } from 'urql';

/** `url` is the GraphQL endpoint; `headers` say who asks. */
export function connect(url: string, headers: Record<string, string>) {
  // The gateway takes queries by POST.
  return new Client({
    url,
    fetchOptions: { headers },
    preferGetMethod: false,
    exchanges: [cacheExchange, fetchExchange],
  });
}

interface RowProps {
  account: AccountRef & { name: string | null };
  owner: string;
}

function Row({ account, owner }: RowProps) {
  const { start, abandon, status, isBusy, isGone, text } = useDeleteAccount(account, { owner });
  const confirm = () => window.confirm('Delete this account?') && start();
  // urql's document cache keeps its list until it is fetched again: this hides the row at once, and in all tabs.
  if (isGone) return null;
  return (
    <li id={account.accountId}>
      {account.name ?? account.accountId}
      <button type="button" disabled={isBusy} onClick={confirm}>
        {isBusy ? 'Deleting …' : 'Delete'}
      </button>
      {status === 'UNFINISHED' && (
        <button type="button" onClick={abandon}>
          Abandon
        </button>
      )}
      <output>{text}</output>
    </li>
  );
}

function Accounts({ owner }: { owner: string }) {
  const [{ data }] = useQuery({ query: AccountsDocument, variables: { provider: 'NUVION' } });
  return (
    <ul>
      {data?.accounts.nodes.map((account) => (
        <Row key={account.id} account={account} owner={owner} />
      ))}
    </ul>
  );
}

export const App = ({ client, owner }: { client: Client; owner: string }) => (
  <Provider value={client}>
    <Accounts owner={owner} />
  </Provider>
);
