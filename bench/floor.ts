import http from 'node:http';
import got from 'got';

// The floors: what one process can do that does nothing else. `FLOOR` is `fixed`, an answer from memory, or `got`, one
// forwarded DELETE. The one with undici is among the peers.
const client = got.extend({
  agent: { http: new http.Agent({ keepAlive: true }) },
  retry: { limit: 0 },
  throwHttpErrors: false,
});
const url = `${process.env.UPSTREAM}/accounts/acc_1`;

http
  .createServer(async (incoming, outgoing) => {
    incoming.resume();
    const status = process.env.FLOOR === 'got' ? await forward(incoming.headers) : 204;
    outgoing.setHeader('content-type', 'application/json');
    outgoing.end(JSON.stringify({ data: { status } }));
  })
  .listen(Number(process.env.PORT), '127.0.0.1');

async function forward({ authorization, 'idempotency-key': key }: http.IncomingHttpHeaders): Promise<number> {
  const { statusCode } = await client.delete(url, { headers: { authorization, 'idempotency-key': key as string } });
  return statusCode;
}
