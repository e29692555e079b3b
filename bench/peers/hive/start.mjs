import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// The command that users start it with, on the upstream of this run; its supergraph needs the address in it.
const template = readFileSync(new URL('supergraph.graphql', import.meta.url), 'utf8');
const supergraph = join(process.env.FOLDER, 'supergraph.graphql');
writeFileSync(supergraph, template.replaceAll('http://upstream.invalid', process.env.UPSTREAM));

const port = ['--host', '127.0.0.1', '--port', process.env.PORT];
process.argv = [...process.argv.slice(0, 2), 'supergraph', supergraph, ...port, '--fork', '1', '--polling', '1h'];
await import('../node_modules/@graphql-hive/gateway/dist/bin.js');
