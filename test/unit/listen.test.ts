import http from 'node:http';
import { expect, it, vi } from 'vitest';
import type { HttpServer } from '../../src/http/create-http-server.ts';
import { listen } from '../../src/http/listen.ts';

it('lets as many connections wait to be accepted as the gateway may have, where the system does', async () => {
  const server = http.createServer();
  const asked = vi.spyOn(server, 'listen');
  expect(await listen(server as HttpServer, 0, '127.0.0.1')).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(asked).toHaveBeenCalledWith(expect.objectContaining({ backlog: 10_000 }));
  server.close();
});
