import { GraphQLError, type GraphQLSchema } from 'graphql';

/** The one type of this subgraph that others refer to. */
const ENTITY = 'Account';

/**
 * Makes `Query._entities` refuse what is no reference to an entity. The field as @apollo/subgraph has it takes one for a
 * fault of this server, which anybody could then cause, and log, at will.
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
