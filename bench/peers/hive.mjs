import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// The command that users start it with, on the upstream of this run; its supergraph needs the address in it. That was made by
// @graphql-mesh/compose-cli 1.8.2 and @omnigraph/openapi 0.112.4, which nothing else here needs, from an OpenAPI document with
// `DELETE /accounts/{id}` and `operationHeaders` that pass on `authorization` and `idempotency-key`.
const template = readFileSync(new URL('hive-supergraph.graphql', import.meta.url), 'utf8');
const supergraph = join(process.env.FOLDER, 'supergraph.graphql');
writeFileSync(supergraph, template.replaceAll('http://upstream.invalid', process.env.UPSTREAM));

const port = ['--host', '127.0.0.1', '--port', process.env.PORT];
process.argv = [...process.argv.slice(0, 2), 'supergraph', supergraph, ...port, '--fork', '1', '--polling', '1h'];
await import('./node_modules/@graphql-hive/gateway/dist/bin.js');
