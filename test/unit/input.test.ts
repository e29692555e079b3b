import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAccountId, checkIdempotencyKey } from '../../src/deletion/input.ts';

describe('an account id', () => {
  it.each(['a', 'acc_01HABC4567', 'a/b?c#d%2e', '...', ' a', 'é', '😀'.repeat(255), 'x'.repeat(255), '\u200b'])(
    'is acceptable: %j',
    (id) => {
      expect(checkAccountId(id)).toBeNull();
    },
  );

  it.each([
    '',
    ' ',
    '\u3000 ',
    '.',
    '..',
    'x'.repeat(256),
    '😀'.repeat(256),
    'a\nb',
    'a\u0000',
    'a\u007f',
    'a\u0085',
    '\ud800',
  ])('is not: %j', (id) => {
    expect(checkAccountId(id)).toMatchObject({ code: 'INVALID_INPUT', source: 'GATEWAY', field: 'accountId' });
  });
});

describe('an idempotency key', () => {
  it('is 1 to 255 characters from 0x21 to 0x7E, and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 300 }), (key) => {
        const acceptable = key.length >= 1 && key.length <= 255 && [...key].every((c) => c >= '!' && c <= '~');
        expect(checkIdempotencyKey(key) === null).toBe(acceptable);
      }),
    );
    expect(checkIdempotencyKey('~'.repeat(255))).toBeNull();
  });

  it.each(['', ' ', 'two words', 'é', 'a\n', 'a\u007f', '~'.repeat(256)])('is not: %j', (key) => {
    expect(checkIdempotencyKey(key)).toMatchObject({ code: 'INVALID_INPUT', field: 'idempotencyKey' });
  });
});
