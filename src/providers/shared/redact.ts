import { LRUCache } from 'lru-cache';
import { digitsOf } from '../../json/lossless-json.ts';

const CUT = '[redacted]';

/** Longer messages are cut, in characters. */
const MAX_MESSAGE = 1_000;

/** Shorter secrets would match everywhere: they are cut out of messages only, and not searched for in encoded forms. */
const MIN_IN_DATA = 6;
const MIN_ENCODED = 6;

/** Fields that hold an object as the provider sent it: in it names are the provider's, elsewhere they are ours. */
const AS_SENT: readonly string[] = ['meta', 'otherFields'];

/** Occurs in text that is URL-encoded or JSON-escaped. */
const ENCODED = /[%\\]/;
/** How often a text is decoded, at most, to search it. */
const MAX_DECODED = 3;

/**
 * Cuts secrets out of a provider's answer, in case it echoes them: in any letter case, URL-encoded, JSON-escaped, in
 * base64 or hex.
 */
export interface Redact {
  /** For messages: cuts out the credential and the key, and shortens the rest to 1,000 characters. */
  message(words: string): string;
  /**
   * For everything else that is passed on or kept: cuts the credential out of all but the names of our own fields.
   *
   * @param putBack puts constants of ours back: a credential that is a part of one must not cut it. Not called for a value
   *   from which nothing can have been cut
   */
  data<T>(value: T, putBack?: (cut: T) => T): T;
}

/**
 * @param credential the value of the `Authorization` header: cut out with and without its scheme
 * @param body the body from which the value for `data` was read
 */
export function createRedact(credential: string, idempotencyKey: string, body: string): Redact {
  const token = credential.slice(credential.indexOf(' ') + 1).trim();
  const own = ownSecrets(credential, token);
  const all = new Secrets([credential, token, idempotencyKey].filter((secret) => secret !== ''));
  // Without encoded parts, nothing can be hidden.
  const isClean = () => body === '' || (!ENCODED.test(body) && !own.isIn(body));
  return {
    message: (words) => all.cut(words).slice(0, MAX_MESSAGE),
    data: (value, putBack = (cut) => cut) => (isClean() ? value : putBack(redacted(value, own) as typeof value)),
  };
}

/** For the last callers: making the forms of a credential takes longer than searching for them. */
const known = new LRUCache<string, Secrets>({ max: 100 });

function ownSecrets(credential: string, token: string): Secrets {
  const own = known.get(credential) ?? new Secrets([credential, token].filter(({ length }) => length >= MIN_IN_DATA));
  known.set(credential, own);
  return own;
}

function redacted(value: unknown, secrets: Secrets, isSent = false): unknown {
  if (typeof value === 'string') return secrets.cut(value);
  const digits = digitsOf(value);
  if (digits !== undefined) return secrets.isIn(digits) ? null : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => redacted(part, secrets, isSent));
  const parts = Object.entries(value).map(([name, part]) => {
    if (isSent) return [secrets.cut(name), redacted(part, secrets, isSent)];
    return [name, redacted(part, secrets, AS_SENT.includes(name))];
  });
  return Object.fromEntries(parts);
}

class Secrets {
  readonly #secrets: readonly string[];
  #forms: readonly string[] | undefined;
  #pattern: RegExp | undefined;

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets;
  }

  /** Whether a text contains a secret in one of its forms. For long texts: nothing is decoded. */
  isIn(text: string): boolean {
    const upper = text.toUpperCase(); // as the pattern compares: µ has another letter as its capital
    return this.#everyForm().some((form) => upper.includes(form.toUpperCase()));
  }

  cut(text: string): string {
    if (!ENCODED.test(text) && !this.isIn(text)) return text; // the usual text: a pattern takes a millisecond to compile
    if (!this.#isHidden(text)) return text;
    const parts = text.split(this.#everyFormPattern());
    // A secret that shows only after decoding has no position in the original text: the whole part is removed.
    return parts.map((part) => (this.#isHidden(part) ? CUT : part)).join(CUT);
  }

  #isHidden(text: string): boolean {
    let seen = text;
    for (let n = 0; n <= MAX_DECODED; n += 1) {
      if (this.#everyForm().length > 0 && this.#everyFormPattern().test(seen)) return true;
      if (!ENCODED.test(seen)) return false;
      seen = decoded(seen);
    }
    return false;
  }

  #everyForm(): readonly string[] {
    this.#forms ??= [...new Set(this.#secrets.flatMap(formsOf))].sort((a, b) => b.length - a.length); // longest first
    return this.#forms;
  }

  #everyFormPattern(): RegExp {
    this.#pattern ??= new RegExp(
      this.#everyForm()
        .map((form) => RegExp.escape(form))
        .join('|'),
      'i',
    );
    return this.#pattern;
  }
}

/** A secret as it is, and in URL encoding, JSON, base64 and hex. */
function formsOf(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const plain = [secret, encodeURIComponent(secret.toWellFormed()), json, json.replaceAll('/', '\\/')];
  const bytes = Buffer.from(secret);
  if (bytes.length < MIN_ENCODED) return plain;
  const base64 = [
    bytes.toString('base64'),
    bytes.toString('base64url'),
    ...[0, 1, 2].map((at) => insideBase64(bytes, at)),
  ];
  return [...plain, ...base64.flatMap((form) => [form, urlSafe(form)]), bytes.toString('hex')];
}

/** The base64 characters that depend on these bytes alone, when `at` bytes precede them in a longer text. */
function insideBase64(bytes: Buffer, at: number): string {
  const whole = Buffer.concat([Buffer.alloc(at), bytes]);
  return whole.toString('base64').slice(Math.ceil((at * 8) / 6), Math.floor((whole.length * 8) / 6));
}

const urlSafe = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_');

/** Removes one layer of URL encoding and JSON escapes. */
function decoded(text: string): string {
  return text
    .replace(/(?:%[\da-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString())
    .replace(/\\u([\da-f]{4})/gi, (_escape, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\(["\\/])/g, '$1');
}
