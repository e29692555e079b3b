import { GraphQLError, type GraphQLSchema } from 'graphql';

/** The only entity of this subgraph. */
const ENTITY = 'Account';

/**
 * Makes `Query._entities` refuse values that are not references to an entity. @apollo/subgraph reports them as a fault
 * of this server, which any caller could then cause and write to the log.
 */
export function checkEntities(schema: GraphQLSchema): GraphQLSchema {
  const field = schema.getQueryType()?.getFields()._entities;
  const resolve = field?.resolve;
  if (field === undefined || resolve === undefined) throw new Error('The schema has no _entities');
  field.resolve = (source, args: { readonly representations: readonly unknown[] }, context, info) => {
    if (!args.representations.every(namesEntity)) {
      throw badInput(`A representation is an object whose __typename is "${ENTITY}".`);
    }
    return resolve(source, args, context, info);
  };
  return schema;
}

const namesEntity = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && '__typename' in value && value.__typename === ENTITY;

const badInput = (message: string) => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
