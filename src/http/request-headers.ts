import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AccountProvider } from '../deletion/deletion.ts';
import { badKey } from '../deletion/input.ts';
import type { Credentials, HeaderKey } from '../graphql/context.ts';

/** Which provider an `Authorization` scheme belongs to (the contract, section 3). */
const PROVIDER_OF_SCHEME: Readonly<Record<string, AccountProvider>> = { apikey: 'SEQUENCE', bearer: 'NUVION' };

/** The caller's `X-Request-ID` when it is 1 to 128 visible ASCII characters, else a UUID. */
export function requestIdOf({ headersDistinct }: IncomingMessage): string {
  const [id, second] = headersDistinct['x-request-id'] ?? [];
  return id !== undefined && second === undefined && /^[\x21-\x7e]{1,128}$/.test(id) ? id : randomUUID();
}

/** `X-Sequence-Authorization` and `X-Nuvion-Authorization` win over `Authorization`, which is told apart by scheme. */
export function credentialsOf({ headersDistinct }: IncomingMessage): Credentials {
  const authorization = single(headersDistinct.authorization);
  const scheme = /^(\S+) +\S/.exec(authorization ?? '')?.[1]?.toLowerCase();
  const provider = PROVIDER_OF_SCHEME[scheme ?? ''];
  return {
    SEQUENCE: single(headersDistinct['x-sequence-authorization']) ?? (provider === 'SEQUENCE' ? authorization : null),
    NUVION: single(headersDistinct['x-nuvion-authorization']) ?? (provider === 'NUVION' ? authorization : null),
  };
}

/** A header that is there once and not blank. Two credentials for one provider are none: which one counts is not ours to guess. */
function single(lines: readonly string[] | undefined): string | null {
  const [line, second] = lines ?? [];
  return line === undefined || line.trim() === '' || second !== undefined ? null : line.trim();
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
