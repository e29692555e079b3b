import { digitsOf, numberOf } from '../../json/lossless-json.ts';
import { isObject, type JsonObject, text } from './answer-parts.ts';

/** Reads single fields of a provider's answer: a value of another type than documented is null, never an error. */

/** The last time that RFC 3339 can write, in Unix milliseconds. */
const MAX_TIME = Date.parse('9999-12-31T23:59:59.999Z');

/** Reads from an object; null when it is missing. */
export const within = <T>(value: unknown, read: (object: JsonObject) => T): T | null =>
  isObject(value) ? read(value) : null;

export const object = (value: unknown): JsonObject | null => (isObject(value) ? value : null);

/** An id or a name; null when it is too long for one. */
const MAX_LABEL = 1_000;
export function label(value: unknown): string | null {
  const words = text(value);
  return words !== null && words.length <= MAX_LABEL ? words : null;
}

export const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : []).map(text).filter((item): item is string => item !== null);

export const flag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);

/** An integer within the range of GraphQL's Int. */
export function count(value: unknown): number | null {
  const number = numberOf(value);
  return number !== undefined && Number.isInteger(number) && Math.abs(number) < 2 ** 31 ? number : null;
}

/** Unix milliseconds as RFC 3339; 0 and below mean "never" and give null. */
export function time(value: unknown): string | null {
  const ms = numberOf(value) ?? 0;
  return ms > 0 && ms <= MAX_TIME ? new Date(ms).toISOString() : null;
}

/** An amount, from a number or a string, with its digits unchanged. */
export const decimal = (value: unknown): string | null =>
  short(digitsOf(value) ?? (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? value : null));

/** An amount with more digits gives null. */
const MAX_DIGITS = 100;
const short = (digits: string | null) => (digits !== null && digits.length <= MAX_DIGITS ? digits : null);

/** The fields of an object that are not in `known`; null when there are none. */
export function rest(value: JsonObject, known: readonly string[]): JsonObject | null {
  const others = Object.entries(value).filter(([name]) => !known.includes(name));
  return others.length === 0 ? null : Object.fromEntries(others);
}
