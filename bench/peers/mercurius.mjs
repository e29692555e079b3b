import Fastify from 'fastify';
import mercurius from 'mercurius';
import { Pool } from 'undici';
import { createResolver, typeDefs, typeOf } from './schema.mjs';

const { origin } = new URL(process.env.UPSTREAM);
const pool = new Pool(origin, { connections: 64 });

async function send(url, headers) {
  const { statusCode, body } = await pool.request({ method: 'DELETE', path: url.slice(origin.length), headers });
  return { status: statusCode, body: await body.text() };
}

const forward = createResolver(send, (context) => context);

/** The nearest thing to a replay without a ledger: the answers of this process, in a Map. */
const answers = new Map();

async function replayOrForward(root, args, context, info) {
  const known = answers.get(context.key);
  if (known !== undefined) return { ...known, replayed: true };
  const answer = await forward(root, args, context, info);
  answers.set(context.key, answer);
  return answer;
}

const app = Fastify();
app.register(mercurius, {
  schema: typeDefs,
  resolvers: {
    Mutation: { deleteAccount: process.env.REPLAY === 'true' ? replayOrForward : forward },
    DeleteAccountResult: { resolveType: typeOf },
    DeleteAccountError: { resolveType: typeOf },
    Deletion: { resolveType: typeOf },
  },
  context: ({ headers }) => ({ authorization: headers.authorization, key: headers['idempotency-key'] }),
  jit: 1,
});
await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
