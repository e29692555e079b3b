import { parseLossless } from '../../json/lossless-json.ts';
import type { HttpHeaders } from '../http/http-request.ts';

export type JsonObject = Record<string, unknown>;

/** The largest value of GraphQL's Int, which `retryAfterMs` is. */
const MAX_INT = 2 ** 31 - 1;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Deeper nesting in an answer is dropped. Nothing that a provider documents is half as deep. */
const MAX_DEPTH = 64;

/** The JSON object that a body holds; null for anything else. */
export function objectIn(body: string): JsonObject | null {
  if (body === '') return null; // as in a 204: cheaper than a parse error
  try {
    const value = parseLossless(body, MAX_DEPTH);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** A non-empty string, else null. */
export const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** The first line of a header; null when it is missing or empty. */
export const headerIn = (headers: HttpHeaders, name: string): string | null => text([headers[name] ?? ''].flat()[0]);

/**
 * How long a provider asks to wait, in milliseconds: `Retry-After` in seconds or as a date
 * (https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3). Undefined when it says nothing usable.
 *
 * @param now Unix time in milliseconds
 */
export function retryAfterMs(headers: HttpHeaders, now: number): number | undefined {
  const value = headerIn(headers, 'retry-after')?.trim() ?? '';
  if (!/^\d+$|GMT$/.test(value)) return undefined; // Date.parse accepts much more
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(ms) ? undefined : Math.min(MAX_INT, Math.max(0, ms));
}
