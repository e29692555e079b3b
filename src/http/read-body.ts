import type { IncomingMessage } from 'node:http';
import { HttpError, HungUpError, overloadedError } from './http-error.ts';

/** Public: a longer body is refused with 413. */
const MAX_BODY_BYTES = 100_000;
/** How much of a too long body is read and discarded, so that the sender can still read the refusal. */
const MAX_DISCARDED_BYTES = 16_000_000;

/** The most bytes of incomplete bodies, in all connections together. */
const MAX_HELD_BYTES = 32_000_000;
/** The memory of a chunk besides its bytes: measured, rounded up. A body may arrive in chunks of one byte. */
const PIECE_BYTES = 250;

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a JSON body.
 *
 * @throws HttpError 413 when it is too long, 415 when it is not declared as JSON in UTF-8, 400 when it is not JSON, 503
 *   when it was dropped for newer bodies
 * @throws HungUpError when the caller closed the connection before it was complete
 */
export type ReadJsonBody = (request: IncomingMessage) => Promise<unknown>;

interface Arriving {
  heldBytes: number;
  readonly giveUp: (error: Error) => void;
}

/**
 * Makes a reader of bodies. When incomplete bodies use too much memory, the oldest one is dropped: an attacker who sends
 * slowly has the oldest.
 *
 * @param maxHeldBytes the most bytes of incomplete bodies, in all connections together
 */
export function createBodyReader(maxHeldBytes = MAX_HELD_BYTES): ReadJsonBody {
  const arriving = new Set<Arriving>(); // the oldest first
  let heldBytes = 0;

  function hold(body: Arriving, bytes: number): void {
    body.heldBytes += bytes;
    heldBytes += bytes;
    for (const oldest of arriving) {
      if (heldBytes <= maxHeldBytes) break;
      oldest.giveUp(overloadedError('Too many request bodies are arriving; this one has taken longest.'));
    }
  }

  const readBytes = (request: IncomingMessage) =>
    new Promise<Buffer>((resolve, reject) => {
      let chunks: Buffer[] = [];
      let length = 0;

      function stop(): void {
        request
          .off('data', take)
          .off('end', finish)
          .off('error', hangUp)
          .off('close', hangUp)
          .on('error', () => {});
        arriving.delete(body);
        heldBytes -= body.heldBytes;
        body.heldBytes = 0;
        chunks = [];
      }
      function giveUp(error: Error): void {
        stop();
        reject(error);
      }
      function finish(): void {
        if (length <= MAX_BODY_BYTES) resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
        else reject(tooLong());
        stop();
      }
      function take(chunk: Buffer): void {
        length += chunk.length;
        if (length > MAX_DISCARDED_BYTES) giveUp(tooLong());
        else if (length <= MAX_BODY_BYTES) {
          chunks.push(chunk);
          hold(body, chunk.length + PIECE_BYTES);
        } else {
          chunks = [];
          hold(body, -body.heldBytes);
        }
      }
      const hangUp = () => giveUp(new HungUpError());
      const body: Arriving = { heldBytes: 0, giveUp };
      arriving.add(body);
      if (request.destroyed) hangUp();
      else request.on('data', take).on('end', finish).on('error', hangUp).on('close', hangUp);
    });

  return async (request) => {
    checkContentType(request);
    const bytes = await readBytes(request);
    try {
      return JSON.parse(UTF_8.decode(bytes));
    } catch {
      throw new HttpError(400, 'BAD_REQUEST', 'The body is not JSON in UTF-8.');
    }
  };
}

const tooLong = () =>
  new HttpError(413, 'PAYLOAD_TOO_LARGE', `The body is longer than ${MAX_BODY_BYTES} bytes.`, 'over_limit');

function checkContentType({ headers }: IncomingMessage): void {
  if (headers['content-type'] === 'application/json' && headers['content-encoding'] === undefined) return; // the usual case
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
