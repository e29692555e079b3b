import http from 'node:http';

// The peers that are written here: each answers the gateway's mutation by one DELETE, its answer read, no ledger. `PEER`
// says which; it loads only its own packages.
const { PEER, REPLAY, UPSTREAM } = process.env;
const address = { host: '127.0.0.1', port: Number(process.env.PORT) };

/** The mutation as far as the benchmark selects it. */
const typeDefs = `
  enum AccountProvider { SEQUENCE NUVION }
  type Query { ready: Boolean! }
  type Mutation { deleteAccount(input: DeleteAccountInput!): DeleteAccountResult! }
  input DeleteAccountInput { provider: AccountProvider! accountId: ID! idempotencyKey: String }
  union DeleteAccountResult = DeleteAccountSuccess | AccountNotFoundError | UnavailableError
  type DeleteAccountSuccess { accountId: ID! replayed: Boolean! deletion: Deletion! }
  interface Deletion { permanent: Boolean! }
  type PermanentDeletion implements Deletion { permanent: Boolean! }
  interface DeleteAccountError { code: String! message: String! }
  type AccountNotFoundError implements DeleteAccountError { code: String! message: String! }
  type UnavailableError implements DeleteAccountError { code: String! message: String! }
`;

const start = { apollo_standalone: apolloStandalone, yoga, mercurius };
await start[PEER]();

async function apolloStandalone() {
  const { ApolloServer } = await import('@apollo/server');
  const { startStandaloneServer } = await import('@apollo/server/standalone');
  const { default: got } = await import('got');
  const agent = { http: new http.Agent({ keepAlive: true }) }; // otherwise each request opens a connection
  const client = got.extend({ agent, retry: { limit: 0 }, throwHttpErrors: false });
  const deleteAccount = createResolver(async (url, headers) => {
    const { statusCode, body } = await client.delete(url, { headers });
    return { status: statusCode, body };
  });
  const server = new ApolloServer({ typeDefs, resolvers: { Mutation: { deleteAccount } } });
  await startStandaloneServer(server, { listen: address, context: async ({ req }) => contextOf(req) });
}

async function yoga() {
  const { createSchema, createYoga } = await import('graphql-yoga');
  const deleteAccount = createResolver(async (url, headers) => {
    const response = await fetch(url, { method: 'DELETE', headers });
    return { status: response.status, body: await response.text() };
  });
  const schema = createSchema({ typeDefs, resolvers: { Mutation: { deleteAccount } } });
  const context = ({ request }) => contextOf({ headers: Object.fromEntries(request.headers) });
  http.createServer(createYoga({ schema, context, logging: false })).listen(address);
}

async function mercurius() {
  const { default: Fastify } = await import('fastify');
  const { default: plugin } = await import('mercurius');
  const { Pool } = await import('undici');
  const { origin } = new URL(UPSTREAM);
  const pool = new Pool(origin, { connections: 64 });
  const forward = createResolver(async (url, headers) => {
    const { statusCode, body } = await pool.request({ method: 'DELETE', path: url.slice(origin.length), headers });
    return { status: statusCode, body: await body.text() };
  });
  const resolveType = (value) => value.__typename;
  const app = Fastify();
  app.register(plugin, {
    schema: typeDefs,
    resolvers: {
      Mutation: { deleteAccount: REPLAY === 'true' ? replayed(forward) : forward },
      DeleteAccountResult: { resolveType },
      DeleteAccountError: { resolveType },
      Deletion: { resolveType },
    },
    context: contextOf,
    jit: 1,
  });
  await app.listen(address);
}

/** The nearest thing to a replay without a ledger: the answers of this process, in a Map. */
function replayed(forward) {
  const answers = new Map();
  return async (root, args, context) => {
    const known = answers.get(context.key);
    if (known !== undefined) return { ...known, replayed: true };
    const answer = await forward(root, args, context);
    answers.set(context.key, answer);
    return answer;
  };
}

function contextOf({ headers }) {
  return { authorization: headers.authorization, key: headers['idempotency-key'] };
}

/** @param send `(url, headers) => Promise<{ status, body }>` by the peer's HTTP client */
function createResolver(send) {
  return async (_root, { input }, { authorization, key }) => {
    const headers = { authorization, 'idempotency-key': input.idempotencyKey ?? key };
    const { status, body } = await send(`${UPSTREAM}/accounts/${encodeURIComponent(input.accountId)}`, headers);
    return toResult(status, body, input.accountId);
  };
}

function toResult(status, body, accountId) {
  const error = body === '' ? undefined : JSON.parse(body).error;
  if (status >= 200 && status <= 299 && error === undefined) {
    const deletion = { __typename: 'PermanentDeletion', permanent: true };
    return { __typename: 'DeleteAccountSuccess', accountId, replayed: false, deletion };
  }
  const message = error?.message ?? `The provider answered ${status}.`;
  return error?.code === 'resource_not_found'
    ? { __typename: 'AccountNotFoundError', code: 'ACCOUNT_NOT_FOUND', message }
    : { __typename: 'UnavailableError', code: 'UNAVAILABLE', message };
}
