import { stat } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { HttpResult } from '../../src/providers/http/http-request.ts';
import { clientOf } from '../support/http-client.ts';
import { createSequence } from '../support/providers.ts';
import { startRawServer } from '../support/raw-server.ts';
import { SEQUENCE_CREDENTIAL } from '../support/secrets.ts';
import { answers, startUpstream } from '../support/upstream.ts';

const ANSWER = 'HTTP/1.1 404 Not Found\r\ncontent-length: 4\r\n\r\nmine';
const STRAY = 'HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nstray!';

const METHODS = ['delete', 'get'] as const;

describe.each(METHODS)('an answer that nobody asked for, on the connection of a %s', (method) => {
  const request = { method: 'DELETE' as const, path: '/a', headers: {}, timeoutMs: 2_000, maySend: () => true };
  const mine = (result: HttpResult) => expect(result).toMatchObject({ kind: 'answer', status: 404, body: 'mine' });
  const aMoment = (ms = 50) => new Promise((resolve) => setTimeout(resolve, ms));

  it('is not the next answer when it came with the last one', async () => {
    await using server = await startRawServer((socket, nth) => socket.write(nth === 1 ? ANSWER + STRAY : ANSWER));
    const client = clientOf(server.url);
    mine(await client[method](request));
    mine(await client[method](request));
    client.close();
  });

  it('is not the next answer when its beginning came with the last one', async () => {
    await using server = await startRawServer((socket, nth) => {
      socket.write(nth === 1 ? ANSWER + STRAY.slice(0, 20) : STRAY.slice(20) + ANSWER);
      if (nth > 1 && socket !== server.sockets[0]) socket.end();
    });
    const client = clientOf(server.url);
    mine(await client[method](request));
    await aMoment();
    expect(await client[method](request)).not.toMatchObject({ body: 'stray!' });
    client.close();
  });

  it('is not the next answer when it came meanwhile', async () => {
    await using server = await startRawServer((socket) => socket.write(ANSWER));
    const client = clientOf(server.url);
    mine(await client[method](request));
    server.sockets[0]?.write(STRAY);
    await aMoment();
    mine(await client[method](request));
    client.close();
  });

  it('is not the next answer when it has come and is not read yet', async () => {
    await using server = await startRawServer((socket) => socket.write(ANSWER));
    const client = clientOf(server.url);
    mine(await client[method](request));
    await aMoment();
    // In a callback of the file system, the event loop has looked for what came in, and not found it yet.
    const next = Promise.withResolvers<HttpResult>();
    stat('.', () => {
      server.sockets[0]?.write(STRAY);
      next.resolve(client[method](request));
    });
    mine(await next.promise);
    client.close();
  });
});

describe('Sequence: an answer that names its request', () => {
  const call = {
    accountId: 'acc_1',
    credential: SEQUENCE_CREDENTIAL,
    idempotencyKey: 'key-1',
    requestId: 'mine',
    timeoutMs: 1_000,
    maySend: () => true,
  };
  const notFound = { error: { code: 'resource_not_found', message: 'No.' } };

  it.each([
    [204, '', 'deleted'],
    [400, { error: { code: 'bad', message: 'No.' } }, 'rejected'],
    [401, notFound, 'refused'],
    [404, notFound, 'not-found'],
    [429, '', 'refused'],
  ])('%i: counts for the same one, and is lost for another', async (status, body, kind) => {
    await using upstream = await startUpstream();
    const client = clientOf(upstream.url);
    const deleted = (headers: Record<string, string>) => {
      upstream.reply(answers(status, body, headers));
      return createSequence(client).delete(call);
    };
    expect((await deleted({})).kind).toBe(kind);
    expect((await deleted({ 'x-request-id': 'mine' })).kind).toBe(kind);
    expect(await deleted({ 'x-request-id': 'another' })).toEqual({ kind: 'lost' });
    client.close();
  });

  it.each([
    ['another in the body alone', {}, 'another', 'lost'],
    ['ours in the body', {}, 'mine', 'deleted'],
    ['the first answer of the key, kept with the id of its time', { 'x-request-id': 'mine' }, 'another', 'deleted'],
  ])('%s → %s', async (_what, headers, requestId, kind) => {
    await using upstream = await startUpstream(answers(200, { request_id: requestId }, headers));
    const client = clientOf(upstream.url);
    expect((await createSequence(client).delete(call)).kind).toBe(kind);
    client.close();
  });

  it('proves nothing about an account when it is read back', async () => {
    await using upstream = await startUpstream(answers(404, notFound, { 'x-request-id': 'another' }));
    const client = clientOf(upstream.url);
    expect(await createSequence(client).readBack(call)).toEqual({ kind: 'unreadable' });
    client.close();
  });
});
