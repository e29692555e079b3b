import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packPage } from '../../page/build-page.ts';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({});
});
afterAll(() => gateway[Symbol.asyncDispose]());

/** As it comes over the wire: fetch would unpack it. */
async function get(path: string, headers: http.OutgoingHttpHeaders = {}) {
  const [response] = (await once(http.get(gateway.origin + path, { headers }), 'response')) as [http.IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode, headers: response.headers, bytes: Buffer.concat(chunks) };
}

describe('the landing page', () => {
  it.each(['/', '/graphiql.js', '/graphiql.css'])('%s is compressed, and known again', async (path) => {
    const first = await get(path, { 'accept-encoding': 'gzip, br' });
    expect(first.status).toBe(200);
    expect(first.headers['content-encoding']).toBe('gzip');
    expect(first.headers.vary).toBe('Accept-Encoding');
    expect(first.headers['content-length']).toBe(String(first.bytes.length));
    const { etag = '' } = first.headers;
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await get(path, { 'accept-encoding': 'gzip', 'if-none-match': tag });
      expect([again.status, again.bytes.length, again.headers.etag]).toEqual([304, 0, etag]);
      expect(again.headers['content-security-policy']).toBeUndefined(); // its nonce would be another
    }
    expect((await get(path, { 'accept-encoding': 'gzip', 'if-none-match': '"other"' })).status).toBe(200);
  });

  it.each(['/open.js', '/page.css'])('%s is small, sent as it is, and known again', async (path) => {
    const first = await get(path);
    expect(first.status).toBe(200);
    expect(first.headers['content-type']).toMatch(/^text\/(javascript|css); charset=utf-8$/);
    expect(first.bytes.length).toBeLessThan(5_000);
    expect(first.bytes.equals(readFileSync(new URL(`../../src/http/page${path}`, import.meta.url)))).toBe(true);
    const again = await get(path, { 'if-none-match': String(first.headers.etag) });
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
  });

  it('is the same page at each start, so that what a browser keeps of it stays good', async () => {
    await using other = await startTestGateway({});
    expect((await fetch(other.origin)).headers.get('etag')).toBe((await get('/')).headers.etag);
  });

  it('can be read by whoever takes nothing compressed, but for its two files', async () => {
    const page = await get('/');
    expect(page.headers['content-encoding']).toBeUndefined();
    expect(page.bytes.toString()).toContain('</html>');
    expect((await get('/', { 'accept-encoding': 'gzip;q=0' })).headers['content-encoding']).toBeUndefined();
    expect((await get('/graphiql.js', { 'accept-encoding': 'identity' })).status).toBe(406);
    expect((await get('/graphiql.js', { 'accept-encoding': 'br, *;q=0.1' })).status).toBe(200);
  });

  it('lets in no inline code, no code made from text, and only style elements with the nonce of the answer', async () => {
    const policyOf = async () => {
      const { headers, bytes } = await get('/');
      const policy = String(headers['content-security-policy']).split('; ');
      return { policy, html: bytes.toString() };
    };
    const { policy, html } = await policyOf();
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).toContain("form-action 'none'");
    expect(policy.filter((rule) => rule.includes('unsafe'))).toEqual(["style-src-attr 'unsafe-inline'"]);
    const [, nonce] = /'nonce-([^']+)'/.exec(policy.join()) ?? [];
    expect(html).toContain(`<script src="/graphiql.js" nonce="${nonce}">`);
    expect((await policyOf()).policy).not.toEqual(policy);
    // Scripts of the page itself are data.
    expect([...html.matchAll(/<script(?![^>]* src=)[^>]*>/g)].map(String)).toEqual([
      '<script type="application/json" id="opening">',
    ]);
  });

  it('sends twenty files in a second, and asks others to come again', async () => {
    const statusOf = async () => (await get('/graphiql.css')).status;
    const statuses = await Promise.all(Array.from({ length: 50 }, statusOf));
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(40); // it may be the turn of a second
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    expect((await get('/')).status).toBe(200);
    await expect.poll(statusOf, { timeout: 5_000 }).toBe(200);
  });

  it('has files that are what `npm run page:build` makes', async () => {
    for (const [name, text] of Object.entries(await packPage())) {
      const packed = readFileSync(new URL(`../../src/http/page/${name}.gz`, import.meta.url));
      expect(gunzipSync(packed).equals(Buffer.from(text)), `${name}: run npm run page:build`).toBe(true);
    }
  });
});
