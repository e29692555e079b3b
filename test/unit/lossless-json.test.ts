import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitsOf, numberOf, parseLossless } from '../../src/deletion/lossless-json.ts';

const DIGITS = ['1000.50', '0.1', '9007199254740993', '-0', '1e2', '1E+400', '0.30000000000000004', '0', '12'];

describe('JSON with its digits kept', () => {
  it.each(DIGITS)('%s comes out as it went in', (digits) => {
    const value = parseLossless(`{"amount":${digits}}`) as { amount: unknown };
    expect(digitsOf(value.amount)).toBe(digits);
    expect(JSON.stringify(value)).toBe(`{"amount":${digits}}`);
  });

  it('is otherwise what JSON.parse gives', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const plain: unknown = JSON.parse(text);
        expect(JSON.parse(JSON.stringify(parseLossless(text)))).toEqual(JSON.parse(JSON.stringify(plain)));
      }),
    );
  });

  it('refuses what is no JSON', () => {
    expect(() => parseLossless('{')).toThrow(SyntaxError);
  });

  it.each([
    ['200', 200],
    ['200.0', 200],
    ['2e2', 200],
    ['"200"', undefined],
    ['null', undefined],
  ])('reads %s as the number %s', (text, number) => {
    expect(numberOf(parseLossless(text))).toBe(number);
  });
});
