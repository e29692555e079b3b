import { NUVION_CREDENTIAL, SEQUENCE_CREDENTIAL } from './secrets.ts';
import type { TestGateway } from './start-test-gateway.ts';

export interface GraphqlAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the query's
  readonly data?: any;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: unknown;
    readonly extensions: { code: string };
  }[];
}

const BOTH = { 'X-Sequence-Authorization': SEQUENCE_CREDENTIAL, 'X-Nuvion-Authorization': NUVION_CREDENTIAL };

/** Sends a query in text and gives back the whole answer, errors included. */
export async function ask(
  { url }: TestGateway,
  query: string,
  variables: object = {},
  headers: Record<string, string> = BOTH,
): Promise<GraphqlAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as GraphqlAnswer;
}

/** The codes of the errors of an answer. */
export const codesOf = ({ errors = [] }: GraphqlAnswer): string[] => errors.map(({ extensions }) => extensions.code);
