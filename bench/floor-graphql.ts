import { createCallerAccess } from '../src/access/caller-access.ts';
import { createIdentify } from '../src/deletion/identity.ts';
import { createApollo } from '../src/graphql/create-apollo.ts';
import { createSchema } from '../src/graphql/schema.ts';
import { createHttpServer } from '../src/http/create-http-server.ts';
import { createGraphqlEndpoint } from '../src/http/graphql-endpoint.ts';
import { PROVIDERS } from '../src/providers/index.ts';

// The floor of everything here that Apollo Server executes: the gateway's own HTTP, Apollo Server and resolvers, in front of a
// core that only says yes: no ledger, no provider, no log, no metrics.
const sayYes = async () => ({
  outcome: { code: 'DELETED', evidence: 'RESPONSE', deletion: { type: 'PermanentDeletion', permanent: true } } as const,
  replayed: false,
  shared: false,
  attempts: 1,
});
const openAccess = createCallerAccess(PROVIDERS);
const NO_AUDIT = { refused() {}, read() {} };
const onFault = (fault: unknown) => console.error(fault);

const engine = createApollo({
  schema: createSchema({
    deleteAccount: Object.assign(sayYes, { idle: async () => {} }),
    findDeletion: async () => null,
    identify: createIdentify('a secret of thirty-two bytes long'),
    requireIdempotencyKey: false,
  }),
  introspection: true,
  maxDeletionsPerOperation: 10,
  maxReadsPerOperation: 100,
  onFault,
});
await engine.apollo.start();

const graphql = createGraphqlEndpoint(engine, ({ requestId, presented, headerKey }) => {
  return {
    requestId,
    headerKey,
    authorize: openAccess(presented),
    audit: NO_AUDIT,
    accountReads: undefined as never,
  };
});
createHttpServer({
  routes: new Map([['/graphql', graphql]]),
  corsOrigins: [],
  inTraceOf: (_headers, run) => run(),
  onAnswered() {},
  onRefused() {},
  onFault,
}).listen(Number(process.env.PORT), '127.0.0.1');
