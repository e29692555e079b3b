import { readTypeDefs } from '../graphql/schema.ts';

/** `npm run schema:print`: the subgraph's SDL, as a schema registry takes it. */
process.stdout.write(readTypeDefs());
