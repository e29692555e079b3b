import http from 'node:http';
import https from 'node:https';
import { TEST_TLS } from './tls.ts';

/** A process of its own, in another network: tells of every request on standard output, and answers 204. */
const answer: http.RequestListener = (request, response) => {
  process.stdout.write(`${request.method} ${request.url}\n`);
  response.writeHead(204).end();
};
const server = process.argv[3] === 'true' ? https.createServer(TEST_TLS, answer) : http.createServer(answer);
server.listen(9000, process.argv[2], () => process.stdout.write('listening\n'));
