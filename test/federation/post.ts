import type { GraphqlAnswer } from '../support/ask.ts';
import { DEMO_CREDENTIALS } from '../support/demo.ts';

/** A credential for each provider, one of them in the usual header. */
export const BOTH = {
  'X-Sequence-Authorization': DEMO_CREDENTIALS.sequence,
  'X-Nuvion-Authorization': DEMO_CREDENTIALS.nuvion,
};

/** Sends an operation to a router or to the gateway, and gives back the whole answer. */
export async function post<Data>(
  url: string,
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
