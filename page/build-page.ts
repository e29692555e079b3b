import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

// Packs GraphiQL, as @graphql-yoga/render-graphiql brings it, into the two files that the landing page loads. They are
// kept compressed, so that no process has to hold, compress or even read 9 MB for a page.

const FOLDER = new URL('../src/http/page/', import.meta.url);

interface GraphiQL {
  readonly js: string;
  readonly css: string;
  readonly editorWorkerService: string;
  readonly graphqlWorker: string;
  readonly jsonWorker: string;
}

/** The script and the style of the page, as text. */
export async function packPage(): Promise<Readonly<Record<'graphiql.js' | 'graphiql.css', string>>> {
  const entry = import.meta.resolve('@graphql-yoga/render-graphiql');
  const graphiql = (await import(new URL('graphiql.js', entry).href)) as GraphiQL;
  const { js, css, editorWorkerService, graphqlWorker, jsonWorker } = graphiql;
  const workers = JSON.stringify({ editorWorkerService, json: jsonWorker, graphql: graphqlWorker });
  const before = readFileSync(new URL('before.js', import.meta.url), 'utf8');
  return { 'graphiql.js': `${before}\n${js};\nconst WORKERS = ${workers};\n`, 'graphiql.css': css };
}

if (import.meta.main) {
  for (const [name, text] of Object.entries(await packPage())) {
    writeFileSync(new URL(`${name}.gz`, FOLDER), gzipSync(text, { level: 9 }));
  }
}
