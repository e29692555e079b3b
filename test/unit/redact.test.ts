import { describe, expect, it } from 'vitest';
import { readTypeDefs } from '../../src/graphql/schema.ts';
import { parseLossless } from '../../src/json/lossless-json.ts';
import { createRedact } from '../../src/providers/shared/redact.ts';

const TOKEN = 'To/ken"+Z?~';
const KEY = 'k&y%1"z';

const url = encodeURIComponent;
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const escaped = (text: string) =>
  [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const everyByte = (text: string) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join('');
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** All the ways in which a provider may echo a secret. */
const ECHOES: readonly (readonly [string, (secret: string) => string])[] = [
  ['as it is', (secret) => secret],
  ['in upper case', (secret) => secret.toUpperCase()],
  ['in lower case', (secret) => secret.toLowerCase()],
  ['as a URL holds it', url],
  ['as a URL holds it, in lower case', (secret) => url(secret).toLowerCase()],
  ['as a URL in a URL holds it', (secret) => url(url(secret))],
  ['with every byte URL-encoded', everyByte],
  ['as JSON holds it', json],
  ['as JSON in JSON holds it', (secret) => json(json(secret))],
  ['as JSON that escapes slashes holds it', (secret) => json(secret).replaceAll('/', '\\/')],
  ['with every letter escaped', escaped],
  ['in base64', base64],
  ['in base64 for URLs', (secret) => Buffer.from(secret).toString('base64url')],
  ['in base64, behind one other byte', (secret) => base64(`:${secret}:`)],
  ['in base64, behind two other bytes', (secret) => base64(`::${secret}`)],
  ['in hex', (secret) => Buffer.from(secret).toString('hex')],
];

const words = (text: string) => createRedact(`Bearer ${TOKEN}`, KEY, '').message(text);

describe.each([
  ['the credential', `Bearer ${TOKEN}`],
  ['its token alone', TOKEN],
  ['the key', KEY],
])('in words, %s', (_what, secret) => {
  it.each(ECHOES)('%s is cut out', (_how, echo) => {
    const text = `no ${echo(secret)} here`;
    const cut = words(text);
    expect(cut).toContain('[redacted]');
    // What is left of base64 depends on its neighbours, not on the secret.
    for (let at = 0; at + 8 <= echo(secret).length; at += 1) expect(cut).not.toContain(echo(secret).slice(at, at + 8));
  });
});

describe('in words', () => {
  it('cuts out capitals whose small letters are others', () => {
    expect(createRedact('Bearer token-µ', KEY, '').message(`no ${'token-µ'.toUpperCase()} here`)).toBe(
      'no [redacted] here',
    );
  });

  it('leaves the others alone', () => {
    expect(words('The balance is not zero: 100%, \\o/.')).toBe('The balance is not zero: 100%, \\o/.');
    expect(words(`no ${TOKEN} and ${KEY} here`)).toBe('no [redacted] and [redacted] here');
  });

  it.each(['e', 'redacted', 'a]|[b', '.*', '\\'])('cuts out the key %j, and comes to an end', (key) => {
    expect(createRedact('Bearer 1', key, '').message(`a ${key} b`)).not.toContain(` ${key} `);
  });

  it('cuts them to 1,000 characters', () => {
    expect(words('x'.repeat(1_001))).toHaveLength(1_000);
  });
});

describe('in data', () => {
  const cut = (body: string, credential = `Bearer ${TOKEN}`) =>
    JSON.stringify(createRedact(credential, KEY, body).data({ meta: parseLossless(body) }).meta);

  it.each(ECHOES)('%s, it is cut out of texts and names, at any depth', (_how, echo) => {
    const echoed = echo(TOKEN);
    const result = cut(JSON.stringify({ a: [{ [`n ${echoed}`]: `t ${echoed}` }], b: 'safe' }));
    expect(result).toMatch(/^\{"a":\[\{"[^"]*\[redacted\][^"]*":"[^"]*\[redacted\][^"]*"\}\],"b":"safe"\}$/);
    expect(result).not.toContain(json(echoed));
  });

  it('is cut out of a body that escapes what it need not', () => {
    expect(cut(`{"a":"x ${escaped(TOKEN)} y"}`)).toBe('{"a":"x [redacted] y"}');
  });

  it('is cut out of numbers', () => {
    expect(cut('{"a":12345678,"b":12345678.50,"c":2.50}', 'Bearer 12345678')).toBe('{"a":null,"b":null,"c":2.50}');
  });

  it('leaves the key in, which callers choose as they like, and what is as short as a word', () => {
    expect(cut(`{"a":${JSON.stringify(KEY)},"b":"demo"}`, 'Bearer demo')).toBe(
      `{"a":${JSON.stringify(KEY)},"b":"demo"}`,
    );
  });

  it('leaves the names of our own fields in, and cuts it out of those of the provider', () => {
    const sent = { accountId: { provider: 'accountId' } };
    const account = { accountId: 'my accountid', list: [{ accountIdOf: 'accountId' }] };
    const { data } = createRedact('Bearer accountId', KEY, 'accountId');
    const left = { '[redacted]': { provider: '[redacted]' } };
    expect(data({ ...account, meta: sent, singleRead: { otherFields: [sent] } })).toEqual({
      accountId: 'my [redacted]',
      list: [{ accountIdOf: '[redacted]' }],
      meta: left,
      singleRead: { otherFields: [left] },
    });
  });

  it.each(['provider', 'type'])('is cut out of a text named %s, as any type may have one', (name) => {
    const { data } = createRedact('Bearer accountId', KEY, 'accountId');
    expect(data({ [name]: 'my accountId', bank: { [name]: 'my accountId' } })).toEqual({
      [name]: 'my [redacted]',
      bank: { [name]: 'my [redacted]' },
    });
  });

  it('is not cut out of what is put back, which is done only where it may have been cut', () => {
    const account = { provider: 'AccountIds', bank: { provider: 'my accountId' } };
    const putBack = (cut: typeof account) => ({ ...cut, provider: 'AccountIds' });
    const { data } = createRedact('Bearer accountId', KEY, 'accountId');
    expect(data(account, putBack)).toEqual({ provider: 'AccountIds', bank: { provider: 'my [redacted]' } });
    expect(createRedact('Bearer accountId', KEY, 'clean').data(account, putBack)).toBe(account);
  });

  it('keeps names that no object should have', () => {
    expect(cut(`{"__proto__":"${json(TOKEN)}"}`)).toBe('{"__proto__":"[redacted]"}');
  });

  it('takes every object that the schema leaves open for one that the provider sent', () => {
    const fields = [...readTypeDefs().matchAll(/^ +(\w+): \[*JSONObject\b/gm)].map(([, field = '']) => field);
    expect(fields).toContain('meta');
    for (const field of fields) {
      const { data } = createRedact('Bearer public-word', KEY, 'public-word');
      expect(data({ [field]: { 'public-word': 1 } }), field).toEqual({ [field]: { '[redacted]': 1 } });
    }
  });
});
