import type { IncomingHttpHeaders } from 'node:http';
import { parseLossless } from '../deletion/lossless-json.ts';

export type JsonObject = Record<string, unknown>;

/** The largest value of GraphQL's Int, which `retryAfterMs` is. */
const MAX_INT = 2 ** 31 - 1;
/** Longer texts of a provider are cut: they are for people. */
const MAX_MESSAGE = 1_000;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The JSON object that a body holds; null for anything else. */
export function objectIn(body: string): JsonObject | null {
  try {
    const value = parseLossless(body);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** A text that is there; an empty one counts as none. */
export const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/**
 * How long a provider asks to wait, in milliseconds: `Retry-After` in seconds or as a date
 * (https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3). Undefined when it says nothing usable.
 *
 * @param now Unix time in milliseconds
 */
export function retryAfterMs(headers: IncomingHttpHeaders, now: number): number | undefined {
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return undefined;
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
  const secrets = [credential, token, idempotencyKey].filter((secret) => secret !== '');
  return (message) =>
    secrets.reduce((cut, secret) => cut.replaceAll(secret, '[redacted]'), message).slice(0, MAX_MESSAGE);
}
