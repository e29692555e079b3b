import type { IncomingMessage } from 'node:http';
import { HttpError } from './http-error.ts';

/** Public: a longer body is refused with 413. */
const MAX_BODY_BYTES = 100_000;
/** What is read of a body that is too long, so that its sender can still read the refusal. */
const MAX_DISCARDED_BYTES = 16_000_000;

/**
 * Reads a JSON body.
 *
 * @throws HttpError 413 when it is too long, 415 when it is not declared as JSON in UTF-8, 400 when it is none
 */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  checkContentType(request);
  const bytes = await readBytes(request);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new HttpError(400, 'BAD_REQUEST', 'The body is not JSON in UTF-8.');
  }
}

function checkContentType({ headers }: IncomingMessage): void {
  const [type = '', ...parameters] = (headers['content-type'] ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
  const isUtf8 = charset === undefined || ['utf-8', 'utf8', '"utf-8"', '"utf8"'].includes(charset);
  if (type !== 'application/json' || !isUtf8) {
    throw new HttpError(415, 'UNSUPPORTED_MEDIA_TYPE', 'The content type must be application/json in UTF-8.');
  }
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') {
    throw new HttpError(415, 'UNSUPPORTED_MEDIA_TYPE', 'The body must not be compressed.');
  }
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > MAX_DISCARDED_BYTES) break;
    if (length <= MAX_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (length > MAX_BODY_BYTES) {
    throw new HttpError(413, 'PAYLOAD_TOO_LARGE', `The body is longer than ${MAX_BODY_BYTES} bytes.`);
  }
  return Buffer.concat(chunks);
}
