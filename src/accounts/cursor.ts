import type { ProviderName } from '../deletion/deletion.ts';

/** A place in a provider's list: between two accounts. */
export interface Place {
  readonly provider: ProviderName;
  /** The provider's own cursor to the page that the place is on; null for the first. */
  readonly page: string | null;
  /** The account before the place, and the one after it; null at the beginning and at the end of the page. */
  readonly after: string | null;
  readonly before: string | null;
}

/** A place as clients see it: opaque. */
export function encodeCursor({ provider, page, after, before }: Place): string {
  return Buffer.from(JSON.stringify([provider, page, after, before]), 'utf8').toString('base64url');
}

/** Reads what `encodeCursor` made; null for anything else. */
export function decodeCursor(cursor: string): Place | null {
  const parts = partsOf(cursor);
  if (!Array.isArray(parts)) return null;
  const [provider, page, after, before] = parts;
  if (typeof provider !== 'string' || ![page, after, before].every(isTextOrNull)) return null;
  const place = { provider, page, after, before };
  return encodeCursor(place) === cursor ? place : null;
}

function partsOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

const isTextOrNull = (value: unknown) => value === null || typeof value === 'string';
