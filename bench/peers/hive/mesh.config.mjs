import { defineConfig } from '@graphql-mesh/compose-cli';
import { loadOpenAPISubgraph } from '@omnigraph/openapi';

// Made `supergraph.graphql`, with @graphql-mesh/compose-cli 1.8.2 and @omnigraph/openapi 0.112.4, which nothing else here
// needs: `mesh-compose -c mesh.config.mjs -o supergraph.graphql`.
export const composeConfig = defineConfig({
  subgraphs: [
    {
      sourceHandler: loadOpenAPISubgraph('Sequence', {
        source: './openapi.json',
        endpoint: 'http://upstream.invalid',
        operationHeaders: {
          Authorization: "{context.headers['authorization']}",
          'Idempotency-Key': "{context.headers['idempotency-key']}",
        },
      }),
    },
  ],
});
