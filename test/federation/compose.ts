import { composeServices as composeWithApollo } from '@apollo/composition';
import { composeServices as composeWithGuild } from '@theguild/federation-composition';
import { type DocumentNode, parse } from 'graphql';

export interface Subgraph {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: DocumentNode;
}

/** Asks a running subgraph for its SDL, as a router or a registry does. */
export async function readSubgraph({ name, url }: Pick<Subgraph, 'name' | 'url'>): Promise<Subgraph> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ _service { sdl } }' }),
  });
  const { data } = (await response.json()) as { data: { _service: { sdl: string } } };
  return { name, url, typeDefs: parse(data._service.sdl) };
}

/** Composers, by their package. Each gives the supergraph's SDL, or throws with what it has against it. */
export const COMPOSERS = {
  '@apollo/composition': (subgraphs: readonly Subgraph[]) => supergraphOf(composeWithApollo([...subgraphs])),
  '@theguild/federation-composition': (subgraphs: readonly Subgraph[]) =>
    supergraphOf(composeWithGuild([...subgraphs])),
};

function supergraphOf(result: {
  supergraphSdl?: string | undefined;
  errors?: readonly { readonly message: string }[] | undefined;
}): string {
  if (result.supergraphSdl !== undefined && !result.errors?.length) return result.supergraphSdl;
  throw new Error(result.errors?.map(({ message }) => message).join('\n'));
}
