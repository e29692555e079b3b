import http from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';
import { createResolver, typeDefs } from './schema.mjs';

async function send(url, headers) {
  const response = await fetch(url, { method: 'DELETE', headers });
  return { status: response.status, body: await response.text() };
}

const headersOf = ({ request: { headers } }) => ({
  authorization: headers.get('authorization'),
  key: headers.get('idempotency-key'),
});

const yoga = createYoga({
  schema: createSchema({
    typeDefs,
    resolvers: { Mutation: { deleteAccount: createResolver(send, headersOf) } },
  }),
  logging: false,
});
http.createServer(yoga).listen(Number(process.env.PORT), '127.0.0.1');
