import { describe, expect, it } from 'vitest';
import { clientOf } from '../support/http-client.ts';
import { createSequence } from '../support/providers.ts';
import { startRawServer } from '../support/raw-server.ts';
import { SEQUENCE_CREDENTIAL } from '../support/secrets.ts';

const ANSWER = 'HTTP/1.1 404 Not Found\r\ncontent-length: 4\r\n\r\nmine';

describe('an informational answer that nobody asked for', () => {
  const HEAD: Readonly<Record<number, string>> = {
    100: 'HTTP/1.1 100 Continue\r\n\r\n',
    101: 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
    102: 'HTTP/1.1 102 Processing\r\n\r\n',
    103: 'HTTP/1.1 103 Early Hints\r\nlink: </style.css>\r\n\r\n',
  };
  const request = { method: 'DELETE' as const, path: '/a', headers: {}, timeoutMs: 5_000, maySend: () => true };
  const answer = { kind: 'answer', status: 404, body: 'mine' };
  const lost = { kind: 'lost' };

  /** The results of two requests, and how many were on the wire, when the first answers begin with this one. */
  async function ask(method: 'delete' | 'get' | 'read', status: number, times: number) {
    let requests = 0;
    await using server = await startRawServer((socket) => {
      requests += 1;
      socket.write(requests <= times ? HEAD[status] + ANSWER : ANSWER);
    });
    const client = clientOf(server.url);
    const results = [await client[method](request), await client[method](request)];
    client.close();
    return { results, requests };
  }

  it.each(['delete', 'get', 'read'] as const)('102 and 103: a %s gets the answer that follows', async (method) => {
    for (const status of [102, 103]) {
      expect(await ask(method, status, 1)).toMatchObject({ results: [answer, answer], requests: 2 });
    }
  });

  // undici closes the connection. The delete may have been executed: lost is the truth, and it is not sent again.
  it.each(['delete', 'get'] as const)(
    '100 and 101: a %s is lost after one request, and the next one is answered',
    async (method) => {
      for (const status of [100, 101]) {
        expect(await ask(method, status, 1)).toMatchObject({ results: [lost, answer], requests: 2 });
      }
    },
  );

  it('100 and 101: a read is repeated, and is lost when the third request is', async () => {
    for (const status of [100, 101]) {
      expect(await ask('read', status, 2)).toMatchObject({ results: [answer, answer], requests: 4 });
      expect(await ask('read', status, 3)).toMatchObject({ results: [lost, answer], requests: 4 });
    }
  });

  it('alone, without an answer: a delete and a look are lost', async () => {
    for (const method of ['delete', 'get'] as const) {
      await using server = await startRawServer((socket) => socket.end(`${HEAD[103]}`));
      const client = clientOf(server.url);
      expect(await client[method](request)).toEqual(lost);
      expect(server.sockets).toHaveLength(1);
      client.close();
    }
  });

  it('100 proves nothing about an account that is read back', async () => {
    const notFound = JSON.stringify({ error: { code: 'resource_not_found', message: 'No.' } });
    const gone = `HTTP/1.1 404 Not Found\r\ncontent-length: ${notFound.length}\r\n\r\n${notFound}`;
    const sightingAfter = async (head: string) => {
      await using server = await startRawServer((socket) => socket.write(head + gone));
      const client = clientOf(server.url);
      const call = { accountId: 'acc_1', credential: SEQUENCE_CREDENTIAL, requestId: 'mine', timeoutMs: 5_000 };
      const sighting = await createSequence(client).readBack(call);
      client.close();
      return sighting.kind;
    };
    expect(await sightingAfter(`${HEAD[100]}`)).toBe('unreadable');
    expect(await sightingAfter(`${HEAD[103]}`)).toBe('absent');
  });
});
