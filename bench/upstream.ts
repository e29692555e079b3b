import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Accounts with such ids are gone already. */
const GONE_PREFIX = 'gone_';
/** A list that one page of 20 does not hold. */
const LISTED = 40;
const BASE_PATH = '/api/v1';
/** A provider that never answers, for deletions that wait. */
const NEVER_PATH = '/never';
const REQUEST_ID = '5b9c6a9e-0c39-4b4e-9f0e-3d8f4c0b7a11';

const accountsJson = JSON.stringify({
  request_id: REQUEST_ID,
  data: Array.from({ length: LISTED }, (_, n) => listedAccount(`acc_${String(n).padStart(12, '0')}`)),
});

/**
 * The provider behind every variant: Sequence's answers, at once, from memory. A process of its own, on the core of the
 * load generator. It refuses a DELETE without what a gateway must pass on, so that nobody is fast by leaving it out.
 */
const server = http.createServer((request, response) => {
  request.resume();
  const { method, url = '', headers } = request;
  if (url.startsWith(NEVER_PATH)) return;
  const id = url.slice(`${BASE_PATH}/accounts/`.length);
  if (headers.authorization === undefined) {
    send(response, 401, error('unauthorized', 'Missing or invalid API key.'));
  } else if (method === 'DELETE') {
    answerDelete(response, id, headers['idempotency-key']);
  } else if (id === '') {
    send(response, 200, accountsJson);
  } else {
    const balance = { available: '12.50', currency: 'USD' };
    const data = { ...listedAccount(id), masked_account_number: '••••4567', balance };
    send(response, 200, JSON.stringify({ request_id: REQUEST_ID, data }));
  }
});

function answerDelete(response: ServerResponse, id: string, key: string | string[] | undefined): void {
  if (key === undefined) {
    send(response, 400, error('invalid_request', 'No Idempotency-Key.'));
  } else if (id.startsWith(GONE_PREFIX)) {
    send(response, 404, error('resource_not_found', `Account with id '${id}' was not found.`));
  } else {
    response.statusCode = 204;
    response.end();
  }
}

function listedAccount(id: string) {
  return {
    id,
    name: `Pod ${id}`,
    type: 'pod',
    description: 'Savings for the summer',
    external_account_type: null,
    beneficiary_name: 'Bench Person',
    institution_name: null,
    can_be_source: true,
  };
}

const error = (code: string, message: string) => JSON.stringify({ error: { code, message } });

function send(response: ServerResponse, status: number, json: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) });
  response.end(json);
}

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE_PATH}`);
});
process.once('disconnect', () => process.exit());
