import { writeFileSync } from 'node:fs';
import http from 'node:http';

// The peers: each answers the gateway's mutation by one DELETE, its answer read, no ledger. `SERVER` says which; it loads
// only its own packages.
const { SERVER, UPSTREAM, PORT } = process.env;
const address = { host: '127.0.0.1', port: Number(PORT) };

/** The mutation as far as the benchmark selects it. */
const typeDefs = `
  enum AccountProvider { SEQUENCE NUVION }
  type Query { ready: Boolean! }
  type Mutation { deleteAccount(input: DeleteAccountInput!): DeleteAccountResult! }
  input DeleteAccountInput { provider: AccountProvider! accountId: ID! idempotencyKey: String }
  union DeleteAccountResult = DeleteAccountSuccess | UnavailableError
  type DeleteAccountSuccess { accountId: ID! replayed: Boolean! deletion: Deletion! }
  type Deletion { permanent: Boolean! }
  interface DeleteAccountError { code: String! message: String! }
  type UnavailableError implements DeleteAccountError { code: String! message: String! }
`;

const peers = { apollo_standalone: apolloStandalone, yoga, mercurius, mercurius_replay: mercurius, hive };
await peers[SERVER]();

async function apolloStandalone() {
  const { ApolloServer } = await import('@apollo/server');
  const { startStandaloneServer } = await import('@apollo/server/standalone');
  const { default: got } = await import('got');
  const agent = { http: new http.Agent({ keepAlive: true }) }; // otherwise each request opens a connection
  const client = got.extend({ agent, retry: { limit: 0 }, throwHttpErrors: false });
  const deleteAccount = createResolver(async (path, headers) => {
    const { statusCode, body } = await client.delete(UPSTREAM + path, { headers });
    return { status: statusCode, body };
  });
  const server = new ApolloServer({ typeDefs, resolvers: { Mutation: { deleteAccount } } });
  await startStandaloneServer(server, { listen: address, context: async ({ req }) => contextOf(req) });
}

async function yoga() {
  const { createSchema, createYoga } = await import('graphql-yoga');
  const deleteAccount = createResolver(async (path, headers) => {
    const response = await fetch(UPSTREAM + path, { method: 'DELETE', headers });
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
  const { origin, pathname } = new URL(UPSTREAM);
  const pool = new Pool(origin, { connections: 64 });
  const forward = createResolver(async (path, headers) => {
    const { statusCode, body } = await pool.request({ method: 'DELETE', path: pathname + path, headers });
    return { status: statusCode, body: await body.text() };
  });
  const resolveType = (value) => value.__typename;
  const resolvers = {
    Mutation: { deleteAccount: SERVER === 'mercurius_replay' ? replayed(forward) : forward },
    DeleteAccountResult: { resolveType },
    DeleteAccountError: { resolveType },
  };
  const app = Fastify();
  app.register(plugin, { schema: typeDefs, resolvers, context: contextOf, jit: 1 });
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

/** @param send `(path, headers) => Promise<{ status, body }>` by the peer's HTTP client */
function createResolver(send) {
  return async (_root, { input: { accountId, idempotencyKey } }, { authorization, key }) => {
    const headers = { authorization, 'idempotency-key': idempotencyKey ?? key };
    const { status, body } = await send(`/accounts/${encodeURIComponent(accountId)}`, headers);
    const error = body === '' ? undefined : JSON.parse(body).error;
    return status >= 200 && status <= 299 && error === undefined
      ? { __typename: 'DeleteAccountSuccess', accountId, replayed: false, deletion: { permanent: true } }
      : { __typename: 'UnavailableError', code: 'UNAVAILABLE', message: error?.message ?? `Answered ${status}` };
  };
}

/**
 * The command that users start it with, on a supergraph as @graphql-mesh/compose-cli 1.8.2 and @omnigraph/openapi 0.112.4
 * make it from an OpenAPI document with `DELETE /accounts/{id}` – without what such a small one does not use.
 */
async function hive() {
  const supergraph = `
    directive @join__type(graph: join__Graph!, key: join__FieldSet, extension: Boolean! = false, resolvable: Boolean! = true)
      repeatable on OBJECT | INTERFACE | UNION | ENUM | INPUT_OBJECT | SCALAR
    scalar join__FieldSet
    enum join__Graph { SEQUENCE @join__graph(name: "Sequence", url: "${UPSTREAM}") }
    scalar Void @join__type(graph: SEQUENCE)
    scalar _DirectiveExtensions @join__type(graph: SEQUENCE)
    enum HTTPMethod @join__type(graph: SEQUENCE) { GET @join__enumValue(graph: SEQUENCE) DELETE @join__enumValue(graph: SEQUENCE) }
    type Query @join__type(graph: SEQUENCE) @extraSchemaDefinitionDirective(directives: { transport: [{
      subgraph: "Sequence", kind: "rest", location: "${UPSTREAM}", headers: [
        ["Authorization", "{context.headers['authorization']}"]
        ["Idempotency-Key", "{context.headers['idempotency-key']}"]
      ]
    }] }) { ready: Ready @httpOperation(subgraph: "Sequence", path: "/ready", httpMethod: GET) }
    type Ready @join__type(graph: SEQUENCE) { request_id: String }
    type Mutation @join__type(graph: SEQUENCE) {
      deleteAccount(id: String!): Void
        @httpOperation(subgraph: "Sequence", path: "/accounts/{args.id}", httpMethod: DELETE)
    }`;
  writeFileSync('supergraph.graphql', supergraph);
  const port = ['--host', '127.0.0.1', '--port', PORT];
  process.argv.splice(2, Infinity, 'supergraph', 'supergraph.graphql', ...port, '--fork', '1', '--polling', '1h');
  await import('./node_modules/@graphql-hive/gateway/dist/bin.js');
}
