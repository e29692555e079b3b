import { parseLossless } from '../deletion/lossless-json.ts';
import type { HttpHeaders } from './http-request.ts';

export type JsonObject = Record<string, unknown>;

/** The largest value of GraphQL's Int, which `retryAfterMs` is. */
const MAX_INT = 2 ** 31 - 1;
/** Longer texts of a provider are cut: they are for people. */
const MAX_MESSAGE = 1_000;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The JSON object that a body holds; null for anything else. */
export function objectIn(body: string): JsonObject | null {
  if (body === '') return null; // as a 204 has it: not worth an exception
  try {
    const value = parseLossless(body);
    return isObject(value) ? value : null;
  } catch (fault) {
    return fault instanceof RangeError ? skeletonOf(body) : null;
  }
}

/** What a body says that is nested too deeply to be read with care: texts, statuses and times, and no amounts. */
function skeletonOf(body: string): JsonObject | null {
  const WHOLE = ['status', 'created', 'updated', 'deleted'];
  const thin = (value: unknown, depth: number): unknown => {
    if (!isObject(value)) return typeof value === 'string' ? value : null;
    const kept = depth === 0 ? [] : Object.entries(value);
    return Object.fromEntries(kept.map(([name, part]) => [name, WHOLE.includes(name) ? part : thin(part, depth - 1)]));
  };
  const value: unknown = JSON.parse(body); // does not recurse
  return isObject(value) ? (thin(value, 3) as JsonObject) : null;
}

/** A text that is there; an empty one counts as none. */
export const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** The first line of a header; null where there is none, or an empty one. */
export const headerIn = (headers: HttpHeaders, name: string): string | null => text([headers[name] ?? ''].flat()[0]);

/**
 * How long a provider asks to wait, in milliseconds: `Retry-After` in seconds or as a date
 * (https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3). Undefined when it says nothing usable.
 *
 * @param now Unix time in milliseconds
 */
export function retryAfterMs(headers: HttpHeaders, now: number): number | undefined {
  const value = headerIn(headers, 'retry-after')?.trim() ?? '';
  if (!/^\d+$|GMT$/.test(value)) return undefined; // Date.parse reads much else as a date
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(ms) ? undefined : Math.min(MAX_INT, Math.max(0, ms));
}

/** Cuts secrets out of a text. */
export type Redact = (message: string) => string;

/**
 * Makes a function that cuts the caller's credential and key out of what a provider says, should it echo them.
 *
 * @param credential the value of the `Authorization` header: cut with and without its scheme
 */
export function createRedact(credential: string, idempotencyKey = ''): Redact {
  const token = credential.slice(credential.indexOf(' ') + 1).trim();
  const plain = [credential, token, idempotencyKey].filter((secret) => secret !== '');
  // As they are, and as a URL, or a JSON text would hold them.
  const secrets = new Set(
    plain.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]),
  );
  return (message) =>
    [...secrets].reduce((cut, secret) => cut.replaceAll(secret, '[redacted]'), message).slice(0, MAX_MESSAGE);
}
