import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import type { AccountRef } from 'accounts-gateway-client';
import { possibleTypes, typePolicies, useDeleteAccount } from 'accounts-gateway-client/react/apollo';

/** For an `ApolloProvider`. */
export const connect = (uri: string, headers: Record<string, string>) =>
  new ApolloClient({
    link: new HttpLink({ uri, headers }),
    cache: new InMemoryCache({ possibleTypes, typePolicies }),
  });

/** `owner` is the id of the user who is signed in. */
export function DeleteButton({ account, owner }: { account: AccountRef; owner: string }) {
  const { start, abandon, status, isBusy, text } = useDeleteAccount(account, { owner });
  const confirm = () => window.confirm('Delete this account?') && start();
  return (
    <>
      <button type="button" disabled={isBusy} onClick={confirm}>
        {isBusy ? 'Deleting …' : 'Delete'}
      </button>
      {status === 'UNFINISHED' && (
        <button type="button" onClick={abandon}>
          Abandon
        </button>
      )}
      <output>{text}</output>
    </>
  );
}
