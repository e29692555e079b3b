import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { HttpError } from './http-error.ts';
import { htmlOf, type LandingPage } from './page-html.ts';
import { type HttpExchange, type Route, type Routes, readOnly } from './route.ts';

/** How many packed files are sent in a second. Each has up to 2 MB, and deletions must not wait for them. */
const MAX_FILES_A_SECOND = 20;

/**
 * Nothing is loaded from other origins; there is no inline code and no code from text. The editors also need workers
 * made from blobs, style elements (which get the nonce), and `style` attributes on every line, for which neither hash
 * nor nonce works.
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

/** A file, and its version. */
interface Resource {
  readonly bytes: Buffer;
  readonly etag: string;
}

/** The route `/`, GraphiQL with prepared operations, and the routes of the files that it loads. */
export function createLandingPage(page: LandingPage): Routes {
  const etag = etagOf(Buffer.from(htmlOf(page, '')));
  const maySend = limitRate(MAX_FILES_A_SECOND);

  return new Map<string, Route>([
    [
      '/',
      readOnly(async (exchange) => {
        const { request, response } = exchange;
        response.setHeader('vary', 'Accept-Encoding');
        // A cached page has its policy with the same nonce: a 304 must not send another one.
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

/** A compressed file, read with the first request for it. */
function packedFile(name: string, type: string, maySend: () => boolean): Route {
  let resource: Promise<Resource> | undefined;
  return readOnly(async (exchange) => {
    const { request, response } = exchange;
    // Without Accept-Encoding every coding is acceptable: https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3
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

/** A file that is sent uncompressed. */
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

/** Returns true `max` times in a second, then false until the second is over. */
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

function sendPacked({ response, send }: HttpExchange, bytes: Buffer): void {
  response.setHeader('content-encoding', 'gzip');
  response.setHeader('content-length', bytes.length);
  send(bytes);
}

/** Browsers cache these files and ask each time whether they have changed. If not, sends 304 and returns true. */
function isKnown({ request, response, send }: HttpExchange, etag: string): boolean {
  response.setHeader('cache-control', 'no-cache');
  response.setHeader('etag', etag);
  const known = request.headers['if-none-match'] ?? '';
  if (!known.split(',').some((tag) => [etag, '*'].includes(tag.trim().replace(/^W\//, '')))) return false;
  response.statusCode = 304;
  send('');
  return true;
}

const etagOf = (bytes: Buffer): string => `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;

/** Whether gzip is listed, and not with `q=0`. */
const takesGzip = (accepted: string): boolean => /(^|,)\s*(gzip|\*)\s*(;\s*q=(?!0(\.0*)?\s*(,|$))|,|$)/i.test(accepted);
