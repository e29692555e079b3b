import http from 'node:http';

// The provider behind every variant, and the floors: what one process can do that does nothing else. `SERVER` says which;
// each loads only what it needs.
const { PORT, SERVER = '', UPSTREAM = 'http://nowhere.invalid' } = process.env;
const { origin, pathname } = new URL(UPSTREAM);

const servers: Readonly<Record<string, () => Promise<http.RequestListener | undefined>>> = {
  upstream: async () => upstream(),
  floor_fixed: async () => floor(async () => 204),
  floor_got: async () => floor(await byGot()),
  floor_undici: async () => floor(await byUndici()),
  floor_graphql: graphqlOnly,
};
const listener = await servers[SERVER]?.();
if (listener !== undefined) http.createServer({ keepAliveTimeout: 60_000 }, listener).listen(Number(PORT), '127.0.0.1');

/**
 * Sequence's answers, at once, from memory; none at all below `/never`. It refuses a request without what a gateway must
 * pass on, so that nobody is fast by leaving it out. Accounts whose ids begin with `gone_` are gone.
 */
function upstream(): http.RequestListener {
  const account = (id: string) => {
    const names = { name: `Pod ${id}`, type: 'pod', description: 'Savings for the summer', beneficiary_name: 'Person' };
    return { id, ...names, external_account_type: null, institution_name: null, can_be_source: true };
  };
  const answer = (data: unknown) => JSON.stringify({ request_id: '5b9c6a9e-0c39-4b4e-9f0e-3d8f4c0b7a11', data });
  const error = (code: string, message: string) => JSON.stringify({ error: { code, message } });
  const list = answer(Array.from({ length: 40 }, (_, n) => account(`acc_${String(n).padStart(12, '0')}`)));
  const more = { masked_account_number: '••••4567', balance: { available: '12.50', currency: 'USD' } };

  function answerTo({ method, url = '', headers }: http.IncomingMessage): readonly [number, string] {
    const [, id = ''] = url.split('/accounts/');
    if (headers.authorization === undefined) return [401, error('unauthorized', 'Missing or invalid API key.')];
    if (method !== 'DELETE') return [200, id === '' ? list : answer({ ...account(id), ...more })];
    if (headers['idempotency-key'] === undefined) return [400, error('invalid_request', 'No Idempotency-Key.')];
    return id.startsWith('gone_') ? [404, error('resource_not_found', `No account '${id}'.`)] : [204, ''];
  }
  return (request, response) => {
    request.resume();
    if (request.url?.startsWith('/never')) return;
    const [status, json] = answerTo(request);
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) };
    response.writeHead(status, status === 204 ? {} : headers).end(json);
  };
}

function floor(forward: (headers: Record<string, string>) => Promise<number>): http.RequestListener {
  return async (incoming, outgoing) => {
    incoming.resume();
    const { authorization = '', 'idempotency-key': key } = incoming.headers;
    const status = await forward({ authorization, 'idempotency-key': String(key) });
    outgoing.setHeader('content-type', 'application/json');
    outgoing.end(JSON.stringify({ data: { status } }));
  };
}

async function byGot() {
  const { default: got } = await import('got');
  const agent = { http: new http.Agent({ keepAlive: true }) }; // otherwise each request opens a connection
  const client = got.extend({ agent, retry: { limit: 0 }, throwHttpErrors: false });
  return async (headers: Record<string, string>) =>
    (await client.delete(`${UPSTREAM}/accounts/acc_1`, { headers })).statusCode;
}

async function byUndici() {
  const { Pool } = await import('undici');
  const pool = new Pool(origin, { connections: 64 });
  return async (headers: Record<string, string>) => {
    const { statusCode, body } = await pool.request({ method: 'DELETE', path: `${pathname}/accounts/acc_1`, headers });
    await body.dump();
    return statusCode;
  };
}

/**
 * The floor of everything that Apollo Server executes: the gateway's own HTTP, Apollo Server and resolvers, in front of a
 * core that only says yes: no ledger, no provider, no log, no metrics.
 */
async function graphqlOnly(): Promise<undefined> {
  const { createCallerAccess } = await import('../src/access/caller-access.ts');
  const { createIdentify } = await import('../src/deletion/identity.ts');
  const { createApollo } = await import('../src/graphql/create-apollo.ts');
  const { createSchema } = await import('../src/graphql/schema.ts');
  const { createHttpServer } = await import('../src/http/create-http-server.ts');
  const { createGraphqlEndpoint } = await import('../src/http/graphql-endpoint.ts');
  const { PROVIDERS } = await import('../src/providers/index.ts');

  const deletion = { type: 'PermanentDeletion', permanent: true } as const;
  const outcome = { code: 'DELETED', evidence: 'RESPONSE', deletion } as const;
  const sayYes = async () => ({ outcome, replayed: false, shared: false, attempts: 1 });
  const onFault = (fault: unknown) => console.error(fault);
  const schema = createSchema({
    deleteAccount: Object.assign(sayYes, { idle: async () => {} }),
    findDeletion: async () => null,
    identify: createIdentify('a secret of thirty-two bytes long'),
    requireIdempotencyKey: false,
  });
  const limits = { maxDeletionsPerOperation: 10, maxReadsPerOperation: 100 };
  const engine = createApollo({ schema, introspection: true, ...limits, onFault });
  await engine.apollo.start();

  const openAccess = createCallerAccess(PROVIDERS);
  const noAudit = { audit: { refused() {}, read() {} }, accountReads: undefined as never };
  const graphql = createGraphqlEndpoint(engine, ({ requestId, presented, headerKey }) => {
    return { requestId, headerKey, authorize: openAccess(presented), ...noAudit };
  });
  const routes = new Map([['/graphql', graphql]]);
  const ignore = { onAnswered() {}, onRefused() {}, onFault };
  const server = createHttpServer({ routes, corsOrigins: [], inTraceOf: (_headers, run) => run(), ...ignore });
  server.listen(Number(PORT), '127.0.0.1');
}
