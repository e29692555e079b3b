import { parseArgs } from 'node:util';
import { printApi } from '../graphql/print-api.ts';
import { readTypeDefs } from '../graphql/schema.ts';

const USAGE = `npm run -s schema:print [-- --subgraph | --api]

  --subgraph  the SDL with federation's directives, for a schema registry (the default)
  --api       the API as clients see it: the content of schema.graphql
`;

/** `npm run -s schema:print`: the schema, for a registry or for clients. */
try {
  const { values } = parseArgs({ options: { api: { type: 'boolean' }, subgraph: { type: 'boolean' } } });
  if (values.api && values.subgraph) throw new Error('Give one of --api and --subgraph.');
  process.stdout.write(values.api ? printApi() : readTypeDefs());
} catch (fault) {
  process.stderr.write(`${(fault as Error).message}\n\n${USAGE}`);
  process.exitCode = 2;
}
