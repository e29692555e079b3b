import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { buildSchema, parse, print, validate } from 'graphql';
import { commitLocalUpdate, ROOT_ID } from 'relay-runtime';
import { expect, it, vi } from 'vitest';
import compiled from '../../examples/generated/relayDeleteAccountMutation.graphql.ts';
import { createRelayEnvironment, deleteAccount } from '../../examples/relay.ts';
import { readTypeDefs } from '../../src/graphql/schema.ts';
import { type CachingRecipe, describeCache, describeRecipe } from './client-suite.ts';

// Stands in for Relay's Babel or SWC plugin, which replaces the text of an operation by what the compiler made of it.
vi.mock('relay-runtime', async (importOriginal) => ({
  ...(await importOriginal<typeof import('relay-runtime')>()),
  graphql: () => compiled,
}));

/** `Account.id`, which the gateway makes of provider and account id. */
const ACCOUNT_QUERY = '{ account(provider: NUVION, accountId: "acc_checking") { id } }';

function connect(url: string, headers: Record<string, string>): CachingRecipe {
  const environment = createRelayEnvironment(url, headers);
  let id = '';
  return {
    delete: (intention) => deleteAccount(environment, intention),
    async read() {
      const body = JSON.stringify({ query: ACCOUNT_QUERY });
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
      id = ((await response.json()) as { data: { account: { id: string } } }).data.account.id;
      commitLocalUpdate(environment, (store) => {
        store.get(ROOT_ID)?.setLinkedRecord(store.create(id, 'Account'), 'account');
      });
    },
    cached: () => environment.getStore().getSource().get(id) ?? null,
  };
}

describeRecipe(connect);
describeCache(connect);

it('is compiled from the operation that the recipe shows, and fits the schema', () => {
  const [, text = ''] =
    /graphql`([^`]*)`/.exec(readFileSync(new URL('../../examples/relay.ts', import.meta.url), 'utf8')) ?? [];
  const hash = createHash('md5')
    .update(print(parse(text)))
    .digest('hex');
  expect(compiled).toHaveProperty('hash', hash);
  const schema = buildSchema(readTypeDefs(), { assumeValidSDL: true });
  expect(validate(schema, parse(compiled.params.text ?? ''))).toEqual([]);
});
