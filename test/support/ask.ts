import { NUVION_CREDENTIAL, SEQUENCE_CREDENTIAL } from './secrets.ts';
import type { TestGateway } from './start-test-gateway.ts';

/** @typeParam Data what the query asks for */
export interface GraphqlAnswer<Data = unknown> {
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly unknown[];
    readonly extensions: { code: string };
  }[];
}

const BOTH = { 'X-Sequence-Authorization': SEQUENCE_CREDENTIAL, 'X-Nuvion-Authorization': NUVION_CREDENTIAL };

/** Sends a query in text and gives back the whole answer, errors included. */
export async function ask<Data>(
  { url }: TestGateway,
  query: string,
  variables: object = {},
  headers: Record<string, string> = BOTH,
): Promise<GraphqlAnswer<Data>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as GraphqlAnswer<Data>;
}

/** The codes of the errors of an answer. */
export const codesOf = ({ errors = [] }: GraphqlAnswer): string[] => errors.map(({ extensions }) => extensions.code);
