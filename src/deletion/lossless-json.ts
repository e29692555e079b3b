/**
 * JSON in and out with every digit of every number kept, through the raw JSON values of V8
 * (https://github.com/tc39/proposal-json-parse-with-source): a number that a binary float would change becomes a raw
 * value, which `JSON.stringify` writes out exactly as it came in.
 */
interface RawJson {
  readonly rawJSON: string;
}

const { parse, rawJSON, isRawJSON } = JSON as unknown as {
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
  rawJSON(text: string): RawJson;
  isRawJSON(value: unknown): value is RawJson;
};

/** Parses JSON. Throws `SyntaxError` on anything else. */
export function parseLossless(text: string): unknown {
  return parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && String(value) !== source ? rawJSON(source) : value,
  );
}

/** A parsed number as JavaScript has it, however it was written; undefined for anything else. Not for money. */
export function numberOf(value: unknown): number | undefined {
  const digits = digitsOf(value);
  return digits === undefined ? undefined : Number(digits);
}

/** The digits of a parsed number, unchanged; undefined for anything else. */
export function digitsOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return isRawJSON(value) ? value.rawJSON : undefined;
}
