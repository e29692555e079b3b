import { ApolloClient, ApolloLink, InMemoryCache } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import * as apollo from 'accounts-gateway-client/react/apollo';
import * as urql from 'accounts-gateway-client/react/urql';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { Client, Provider } from 'urql';
import { afterEach, describe, expect, it, vi } from 'vitest';

const ACCOUNT = { provider: 'NUVION', accountId: 'acc_1' } as const;

afterEach(() => void vi.unstubAllGlobals());

describe('a server that renders a page', () => {
  const pages = {
    apollo() {
      const client = new ApolloClient({ link: ApolloLink.empty(), cache: new InMemoryCache() });
      return createElement(ApolloProvider, { client } as ApolloProvider.Props, createElement(Shown, apollo));
    },
    urql() {
      const client = new Client({ url: 'http://127.0.0.1:1', exchanges: [], preferGetMethod: false });
      return createElement(Provider, { value: client }, createElement(Shown, urql));
    },
  };
  const Shown = ({ useDeleteAccount }: Pick<typeof apollo, 'useDeleteAccount'>) => {
    const { status, isBusy } = useDeleteAccount(ACCOUNT, { owner: 'ann' });
    return createElement('output', null, isBusy ? 'busy' : status);
  };

  it.each(['apollo', 'urql'] as const)('shows that nothing was asked for, and joins no tabs: %s', (client) => {
    const opened = vi.fn();
    vi.stubGlobal('BroadcastChannel', opened);
    expect(renderToString(pages[client]())).toBe('<output>IDLE</output>');
    expect(opened).not.toHaveBeenCalled();
  });
});
