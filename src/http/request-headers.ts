import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Presented } from '../access/access.ts';
import { ownHeaderOf } from '../access/credential-headers.ts';
import { badKey } from '../deletion/input.ts';
import type { HeaderKey } from '../graphql/context.ts';

/** The caller's `X-Request-ID` when it is 1 to 128 visible ASCII characters, else a UUID. */
export function requestIdOf({ headersDistinct }: IncomingMessage): string {
  const [id, second] = headersDistinct['x-request-id'] ?? [];
  return id !== undefined && second === undefined && /^[\x21-\x7e]{1,128}$/.test(id) ? id : randomUUID();
}

/** The caller's credentials. */
export function presentedBy({ headersDistinct }: IncomingMessage): Presented {
  return {
    authorization: single(headersDistinct.authorization),
    forProvider: (provider) => single(headersDistinct[ownHeaderOf(provider).toLowerCase()]),
  };
}

/** A header line; null when there is none. Two lines give an empty credential, because it is not known which one counts. */
function single(lines: readonly string[] | undefined): string | null {
  const [line, second] = lines ?? [];
  if (line === undefined) return null;
  return second === undefined ? line.trim() : '';
}

/**
 * The default key of the request, bare or as a quoted string
 * (https://www.rfc-editor.org/rfc/rfc8941#section-3.3.3). Which characters a key may have is checked where it is used.
 */
export function idempotencyKeyOf({ headersDistinct }: IncomingMessage): HeaderKey {
  const lines = headersDistinct['idempotency-key'];
  if (lines === undefined) return null;
  const [line = ''] = lines;
  if (lines.length > 1) {
    return { received: lines.join(', '), refusal: badKey('There is more than one Idempotency-Key header.') };
  }
  if (!line.startsWith('"')) return { key: line };
  const [, quoted] = /^"((?:[^"\\]|\\["\\])*)"$/.exec(line) ?? [];
  return quoted === undefined
    ? { received: line, refusal: badKey('The Idempotency-Key header is not a well-formed quoted string.') }
    : { key: quoted.replace(/\\(["\\])/g, '$1') };
}
