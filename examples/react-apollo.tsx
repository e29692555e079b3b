import type { ApolloClient } from '@apollo/client';
import { ApolloProvider, useQuery } from '@apollo/client/react';
import { AccountsDocument } from 'accounts-gateway-client';
import { DeleteButton } from './delete-button.tsx';

function Accounts({ owner }: { owner: string }) {
  const { data, fetchMore } = useQuery(AccountsDocument, { variables: { provider: 'NUVION', first: 5 } });
  const { nodes = [], pageInfo } = data?.accounts ?? {};
  const more = () => fetchMore({ variables: { after: pageInfo?.endCursor ?? null } });
  return (
    <>
      <ul>
        {nodes.map((account) => (
          <li key={account.id} id={account.accountId}>
            {account.name ?? account.accountId} <DeleteButton account={account} owner={owner} />
          </li>
        ))}
      </ul>
      {pageInfo?.hasNextPage && (
        <button type="button" id="more" onClick={more}>
          More
        </button>
      )}
    </>
  );
}

export const App = ({ client, owner }: { client: ApolloClient; owner: string }) => (
  <ApolloProvider client={client}>
    <Accounts owner={owner} />
  </ApolloProvider>
);
