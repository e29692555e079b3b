import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { HttpError } from './http-error.ts';
import { htmlOf, type LandingPage } from './page-html.ts';
import { type Exchange, type Route, type Routes, readOnly } from './route.ts';

/** How many files of the page are sent in a second. A question of a line gets 2 MB: no deletion should wait for those. */
const MAX_FILES_A_SECOND = 20;

/**
 * Nothing is loaded from elsewhere, no code stands in the page itself, and none is made from text. What the editors need
 * beyond that: they run in workers made from blobs, make style elements (which then have the nonce), and place every line
 * with a `style` attribute, for which there is neither hash nor nonce.
 */
const contentSecurityPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    'worker-src blob:',
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** A file as it is kept, and what tells it from another. */
interface Resource {
  readonly bytes: Buffer;
  readonly etag: string;
}

/** `/`: GraphiQL, whole and offline, opened on ready-made operations; and the files that it loads. */
export function createLandingPage(page: LandingPage): Routes {
  const etag = etagOf(Buffer.from(htmlOf(page, '')));
  const maySend = limitRate(MAX_FILES_A_SECOND);

  return new Map<string, Route>([
    [
      '/',
      readOnly(async (exchange) => {
        const { request, response } = exchange;
        response.setHeader('vary', 'Accept-Encoding');
        // A browser that has the page has its policy too, with the same nonce: 304 must not bring another.
        if (isKnown(exchange, etag)) return;
        const nonce = randomBytes(16).toString('base64');
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.setHeader('content-security-policy', contentSecurityPolicy(nonce));
        response.setHeader('referrer-policy', 'no-referrer');
        const html = htmlOf(page, nonce);
        if (takesGzip(request.headers['accept-encoding'] ?? 'identity')) sendPacked(exchange, gzipSync(html));
        else exchange.send(html);
      }),
    ],
    ['/graphiql.js', packedFile('graphiql.js', 'text/javascript; charset=utf-8', maySend)],
    ['/graphiql.css', packedFile('graphiql.css', 'text/css; charset=utf-8', maySend)],
    ['/open.js', smallFile('open.js', 'text/javascript; charset=utf-8')],
    ['/page.css', smallFile('page.css', 'text/css; charset=utf-8')],
  ]);
}

/** A file that is kept compressed: read when somebody first looks, not when the gateway starts. */
function packedFile(name: string, type: string, maySend: () => boolean): Route {
  let resource: Promise<Resource> | undefined;
  return readOnly(async (exchange) => {
    const { request, response } = exchange;
    // Who says nothing takes everything: https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3
    if (!takesGzip(request.headers['accept-encoding'] ?? 'gzip')) {
      throw new HttpError(406, 'NOT_ACCEPTABLE', 'This file is available with gzip only: send Accept-Encoding: gzip.');
    }
    resource ??= readFile(new URL(`page/${name}.gz`, import.meta.url)).then((bytes) => ({
      bytes,
      etag: etagOf(bytes),
    }));
    const { bytes, etag } = await resource;
    response.setHeader('vary', 'Accept-Encoding');
    if (isKnown(exchange, etag)) return;
    if (!maySend()) {
      response.setHeader('retry-after', '1');
      throw new HttpError(503, 'OVERLOADED', 'Too many requests for the page.');
    }
    response.setHeader('content-type', type);
    sendPacked(exchange, bytes);
  });
}

/** A file that is sent as it is. */
function smallFile(name: string, type: string): Route {
  let resource: Promise<Resource> | undefined;
  return readOnly(async (exchange) => {
    resource ??= readFile(new URL(`page/${name}`, import.meta.url)).then((bytes) => ({ bytes, etag: etagOf(bytes) }));
    const { bytes, etag } = await resource;
    if (isKnown(exchange, etag)) return;
    exchange.response.setHeader('content-type', type);
    exchange.send(bytes);
  });
}

/** Says no from the given number of times on, until the second is over. */
function limitRate(max: number): () => boolean {
  let since = 0;
  let count = 0;
  return () => {
    const now = performance.now();
    if (now - since >= 1_000) {
      since = now;
      count = 0;
    }
    count += 1;
    return count <= max;
  };
}

function sendPacked({ response, send }: Exchange, bytes: Buffer): void {
  response.setHeader('content-encoding', 'gzip');
  response.setHeader('content-length', bytes.length);
  send(bytes);
}

/** Browsers keep these, and ask each time whether they are still the same: then 304 is the answer, and is sent. */
function isKnown({ request, response, send }: Exchange, etag: string): boolean {
  response.setHeader('cache-control', 'no-cache');
  response.setHeader('etag', etag);
  const known = request.headers['if-none-match'] ?? '';
  if (!known.split(',').some((tag) => [etag, '*'].includes(tag.trim().replace(/^W\//, '')))) return false;
  response.statusCode = 304;
  send('');
  return true;
}

const etagOf = (bytes: Buffer): string => `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;

/** Whether a coding is listed, and not as one that is not wanted. */
const takesGzip = (accepted: string): boolean => /(^|,)\s*(gzip|\*)\s*(;\s*q=(?!0(\.0*)?\s*(,|$))|,|$)/i.test(accepted);
