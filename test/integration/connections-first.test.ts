import { once } from 'node:events';
import net, { type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startTestGateway } from '../support/start-test-gateway.ts';

/** Many more than the turns of the event loop that one answer takes, and fewer than requests that start in one turn. */
const NEW = 80;
const REQUEST = `GET /graphql?query=${encodeURIComponent('{ __typename }')} HTTP/1.1\r\nhost: gateway\r\n\r\n`;

describe('requests, while connections come in', () => {
  it('wait until those are accepted: who is connected already, and asks at the first answer, is answered last', async () => {
    await using gateway = await startTestGateway({});
    const port = Number(new URL(gateway.url).port);
    const answered: string[] = [];
    const sockets: Socket[] = [];
    const open = (name: string) => {
      const socket = net.connect(port, '127.0.0.1');
      sockets.push(socket);
      return socket.on('data', (answer) => {
        expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 /);
        answered.push(name);
      });
    };
    const ask = async (socket: Socket) => {
      const answer = once(socket, 'data');
      socket.write(REQUEST);
      await answer;
    };

    // The first answer of a process takes more turns than the others.
    const kept = open('kept');
    await ask(kept);
    answered.length = 0;

    // They all wait to be accepted before the next turn of the event loop, of which each accepts one.
    const others = Array.from({ length: NEW }, (_, n) => ask(open(`new ${n}`)));
    const last = Promise.race(others).then(() => ask(kept));
    await Promise.all([...others, last]);
    for (const socket of sockets) socket.destroy();
    expect(answered.indexOf('kept')).toBe(NEW);
  });
});
