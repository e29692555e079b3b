/**
 * JSON that keeps every digit of every number: a number that a binary float would change is parsed as `Digits`, which
 * `JSON.stringify` writes unchanged.
 *
 * V8 can pass the source of each number to a reviver (https://github.com/tc39/proposal-json-parse-with-source), but then
 * parses several times slower. So the text is scanned once, and only the numbers that a float would change are replaced
 * by strings; `JSON.parse` does the rest.
 */
class Digits {
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  toString(): string {
    return this.#source;
  }

  toJSON(): unknown {
    return rawJSON(this.#source);
  }
}

const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/** Begins the string that replaces a number. It is random, so that no text from outside can contain it. */
const MARK = `\u0000${Math.random().toString(36).slice(2, 10)}:`;
const MARK_AS_JSON = JSON.stringify(MARK).slice(1, -1);

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
/** Integers with up to this many characters are exact in a float, except -0. */
const EXACT = 15;

/** Much deeper than any stored value, and much less deep than V8 can print or walk. */
const MAX_DEPTH = 256;

/**
 * Parses JSON. Objects and arrays that are nested deeper than `maxDepth` are replaced by null.
 *
 * @throws SyntaxError when the text is not JSON
 */
export function parseLossless(text: string, maxDepth = MAX_DEPTH): unknown {
  const { prepared, numbers, dropped } = prepare(text, maxDepth);
  if (dropped) JSON.parse(text); // the dropped parts must be JSON too; V8's parser does not recurse
  const value: unknown = JSON.parse(prepared);
  return numbers.length === 0 ? value : withNumbers(value, numbers);
}

/** Replaces the numbers that `JSON.parse` would change, and what is too deep. Invalid JSON stays invalid. */
function prepare(text: string, maxDepth: number) {
  const numbers: string[] = [];
  const parts: string[] = [];
  let kept = 0; // the text before this position is in `parts`
  let depth = 0;
  let deepAt = 0;
  let dropped = false;
  const replace = (from: number, to: number, by: string) => {
    parts.push(text.slice(kept, from), by);
    kept = to;
  };

  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at = endOfString(text, at + 1);
    } else if (code === 0x2d || isDigit(code)) {
      const end = endOfNumber(text, at);
      if (depth <= maxDepth && mayLose(text, at, end)) {
        replace(at, end, `"${MARK_AS_JSON}${numbers.length}"`);
        numbers.push(text.slice(at, end));
      }
      at = end;
    } else {
      if (code === 0x5b || code === 0x7b) {
        depth += 1;
        if (depth === maxDepth + 1) deepAt = at;
      } else if (code === 0x5d || code === 0x7d) {
        if (depth === maxDepth + 1) {
          replace(deepAt, at + 1, 'null');
          dropped = true;
        }
        depth -= 1;
      }
      at += 1;
    }
  }
  parts.push(text.slice(kept));
  return { prepared: parts.length === 1 ? text : parts.join(''), numbers, dropped };
}

function endOfString(text: string, start: number): number {
  for (let from = start; ; ) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return text.length;
    let slashes = quote;
    while (text.charCodeAt(slashes - 1) === 0x5c) slashes -= 1;
    if ((quote - slashes) % 2 === 0) return quote + 1;
    from = quote + 1;
  }
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  for (let code = text.charCodeAt(at); isDigit(code) || isPartOfNumber(code); code = text.charCodeAt(at)) at += 1;
  return at;
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** `+`, `-`, `.`, `E`, `e`. */
const isPartOfNumber = (code: number): boolean =>
  code === 0x2b || code === 0x2d || code === 0x2e || code === 0x45 || code === 0x65;

function mayLose(text: string, start: number, end: number): boolean {
  if (end - start <= EXACT && isPlain(text, start, end)) return false;
  const source = text.slice(start, end);
  return NUMBER.test(source) && String(Number(source)) !== source;
}

/** Digits alone: no sign, point or exponent. */
function isPlain(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (!isDigit(text.charCodeAt(at))) return false;
  return true;
}

/** Replaces the marked strings by their numbers. */
function withNumbers(value: unknown, numbers: readonly string[]): unknown {
  if (typeof value === 'string') {
    return value.startsWith(MARK) ? new Digits(numbers[Number(value.slice(MARK.length))] ?? 'null') : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => withNumbers(part, numbers));
  const parent = value as Record<string, unknown>;
  for (const name in parent) {
    if (name.startsWith(MARK)) throw new SyntaxError('A number in place of a name');
    const part = parent[name];
    const whole = withNumbers(part, numbers);
    if (whole !== part) parent[name] = whole;
  }
  return value;
}

/** A parsed number as a JavaScript number; undefined for anything else. Not for amounts: it may lose digits. */
export function numberOf(value: unknown): number | undefined {
  const digits = digitsOf(value);
  return digits === undefined ? undefined : Number(digits);
}

/** The digits of a parsed number, unchanged; undefined for anything else. */
export function digitsOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return value instanceof Digits ? value.toString() : undefined;
}
