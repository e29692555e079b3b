import http, { type IncomingHttpHeaders } from 'node:http';

// The floors: what one process can do that does nothing else. `FLOOR` is `fixed`, an answer from memory, or the client that
// forwards one DELETE, `got` or `undici`.
const { PORT, FLOOR, UPSTREAM = '' } = process.env;
const path = '/accounts/acc_1';

const forward = FLOOR === 'got' ? await byGot() : FLOOR === 'undici' ? await byUndici() : async () => 204;

http
  .createServer(async (incoming, outgoing) => {
    incoming.resume();
    const status = await forward(passedOn(incoming.headers));
    outgoing.setHeader('content-type', 'application/json');
    outgoing.end(JSON.stringify({ data: { status } }));
  })
  .listen(Number(PORT), '127.0.0.1');

async function byGot() {
  const { default: got } = await import('got');
  const agent = { http: new http.Agent({ keepAlive: true }) }; // otherwise each request opens a connection
  const client = got.extend({ agent, retry: { limit: 0 }, throwHttpErrors: false });
  return async (headers: Record<string, string>) => (await client.delete(UPSTREAM + path, { headers })).statusCode;
}

async function byUndici() {
  const { Pool } = await import('undici');
  const { origin, pathname } = new URL(UPSTREAM);
  const pool = new Pool(origin, { connections: 64 });
  return async (headers: Record<string, string>) => {
    const { statusCode, body } = await pool.request({ method: 'DELETE', path: pathname + path, headers });
    await body.dump();
    return statusCode;
  };
}

function passedOn({ authorization = '', 'idempotency-key': key }: IncomingHttpHeaders): Record<string, string> {
  return { authorization, 'idempotency-key': String(key) };
}
