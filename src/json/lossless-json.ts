/**
 * JSON in and out with every digit of every number kept: a number that a binary float would change becomes `Digits`, which
 * `JSON.stringify` writes out exactly as they came in.
 *
 * V8 can tell the source of each number (https://github.com/tc39/proposal-json-parse-with-source), but parses several times
 * slower then. So the text is looked through once, and only the numbers that could lose something are taken out of it;
 * `JSON.parse` does the rest.
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

/** Stands in a text for a number that was taken out of it. Nobody outside of this process can know it. */
const MARK = `\u0000${Math.random().toString(36).slice(2, 10)}:`;
const MARK_AS_JSON = JSON.stringify(MARK).slice(1, -1);

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
/** Whole numbers of so many characters are exact in a float; only -0 is not written as it is read. */
const EXACT = 15;

/** Far more than anything that is kept has, and far less than what V8 can print or walk through. */
const MAX_DEPTH = 256;

/**
 * Parses JSON. Objects and arrays that are nested more than `maxDepth` deep are dropped: null stands for them.
 *
 * @throws SyntaxError on anything else than JSON
 */
export function parseLossless(text: string, maxDepth = MAX_DEPTH): unknown {
  const { prepared, numbers, dropped } = prepare(text, maxDepth);
  if (dropped) JSON.parse(text); // what is dropped must be JSON too; this does not recurse
  const value: unknown = JSON.parse(prepared);
  return numbers.length === 0 ? value : withNumbers(value, numbers);
}

/** Takes out of a text what `JSON.parse` would change, and what is too deep. Whatever is wrong in it stays wrong. */
function prepare(text: string, maxDepth: number) {
  const numbers: string[] = [];
  const parts: string[] = [];
  let kept = 0; // up to there the text is in `parts`
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

/** Puts the numbers back in, where a text stands for each. */
function withNumbers(value: unknown, numbers: readonly string[]): unknown {
  if (typeof value === 'string') {
    return value.startsWith(MARK) ? new Digits(numbers[Number(value.slice(MARK.length))] ?? 'null') : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => withNumbers(part, numbers));
  const parent = value as Record<string, unknown>;
  for (const name in parent) {
    if (name.startsWith(MARK)) throw new SyntaxError('A number where a name should be');
    const part = parent[name];
    const whole = withNumbers(part, numbers);
    if (whole !== part) parent[name] = whole;
  }
  return value;
}

/** A parsed number as JavaScript has it, however it was written; undefined for anything else. Not for money. */
export function numberOf(value: unknown): number | undefined {
  const digits = digitsOf(value);
  return digits === undefined ? undefined : Number(digits);
}

/** The digits of a parsed number, unchanged; undefined for anything else. */
export function digitsOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return value instanceof Digits ? value.toString() : undefined;
}
