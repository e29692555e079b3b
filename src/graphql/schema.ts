import { readdirSync, readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, parse } from 'graphql';
import { DateTimeResolver, JSONObjectResolver } from 'graphql-scalars';
import type { Resolvers } from './generated.ts';
import { createDeleteAccountResolver, type DeleteAccountResolverDeps } from './resolvers/Mutation/deleteAccount.ts';
import { type AccountDeletionResolverDeps, createAccountDeletionResolver } from './resolvers/Query/accountDeletion.ts';

const SCHEMA_FOLDER = new URL('../../schema/', import.meta.url);

/** The SDL: every file of `schema/`. */
export function readTypeDefs(): string {
  const files = readdirSync(SCHEMA_FOLDER).filter((file) => file.endsWith('.graphql'));
  return files.map((file) => readFileSync(new URL(file, SCHEMA_FOLDER), 'utf8')).join('\n');
}

/** The executable federation-2 subgraph. */
export function createSchema(deps: DeleteAccountResolverDeps & AccountDeletionResolverDeps): GraphQLSchema {
  const resolvers: Resolvers = {
    DateTime: DateTimeResolver,
    JSONObject: JSONObjectResolver,
    Query: { accountDeletion: createAccountDeletionResolver(deps) },
    Mutation: { deleteAccount: createDeleteAccountResolver(deps) },
  };
  return buildSubgraphSchema([{ typeDefs: parse(readTypeDefs()), resolvers: resolvers as never }]);
}
