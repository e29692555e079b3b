import { readdirSync, readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, parse } from 'graphql';
import { checkEntities } from './checked-entities.ts';
import type { Resolvers } from './generated.ts';
import { Account } from './resolvers/Account.ts';
import { createDeleteAccountResolver, type DeleteAccountResolverDeps } from './resolvers/Mutation/deleteAccount.ts';
import { account } from './resolvers/Query/account.ts';
import { type AccountDeletionResolverDeps, createAccountDeletionResolver } from './resolvers/Query/accountDeletion.ts';
import { accounts } from './resolvers/Query/accounts.ts';

const SCHEMA_FOLDER = new URL('../../schema/', import.meta.url);

/** The SDL: every file of `schema/`. */
export function readTypeDefs(): string {
  const files = readdirSync(SCHEMA_FOLDER)
    .filter((file) => file.endsWith('.graphql'))
    .sort();
  return files.map((file) => readFileSync(new URL(file, SCHEMA_FOLDER), 'utf8')).join('\n');
}

/** The executable federation-2 subgraph. */
export function createSchema(deps: DeleteAccountResolverDeps & AccountDeletionResolverDeps): GraphQLSchema {
  const resolvers: Resolvers = {
    Query: { account, accounts, accountDeletion: createAccountDeletionResolver(deps) },
    Account,
    Mutation: { deleteAccount: createDeleteAccountResolver(deps) },
  };
  return checkEntities(buildSubgraphSchema([{ typeDefs: parse(readTypeDefs()), resolvers: resolvers as never }]));
}
