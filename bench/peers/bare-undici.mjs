import http from 'node:http';
import { Pool } from 'undici';

// A floor: what one process can forward that does nothing else.
const { origin, pathname } = new URL(process.env.UPSTREAM);
const pool = new Pool(origin, { connections: 64 });
const path = `${pathname}/accounts/acc_1`;

http
  .createServer(async (incoming, outgoing) => {
    incoming.resume();
    const { authorization, 'idempotency-key': key } = incoming.headers;
    const headers = { authorization, 'idempotency-key': key };
    const { statusCode, body } = await pool.request({ method: 'DELETE', path, headers });
    await body.dump();
    outgoing.setHeader('content-type', 'application/json');
    outgoing.end(JSON.stringify({ data: { status: statusCode } }));
  })
  .listen(Number(process.env.PORT), '127.0.0.1');
