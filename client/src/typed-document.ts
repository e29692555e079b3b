import type { DocumentNode } from 'graphql';

/**
 * A document that knows its result and its variables: the same shape as `TypedDocumentNode` of
 * `@graphql-typed-document-node/core`, Apollo Client and urql, which all take it.
 */
export interface TypedDocumentNode<Result, Variables> extends DocumentNode {
  /** Never there at run time. */
  __apiType?: (variables: Variables) => Result;
  /** Never there at run time. */
  __ensureTypesOfVariablesAndResultMatching?: (variables: Variables) => Result;
}
