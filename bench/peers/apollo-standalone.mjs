import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import got from 'got';
import { keepAlive } from './keep-alive.mjs';
import { createResolver, typeDefs } from './schema.mjs';

const client = got.extend({ agent: keepAlive, retry: { limit: 0 }, throwHttpErrors: false });

async function send(url, headers) {
  const { statusCode, body } = await client.delete(url, { headers });
  return { status: statusCode, body };
}

const server = new ApolloServer({
  typeDefs,
  resolvers: { Mutation: { deleteAccount: createResolver(send, (context) => context) } },
});
await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: Number(process.env.PORT) },
  context: async ({ req: { headers } }) => ({ authorization: headers.authorization, key: headers['idempotency-key'] }),
});
