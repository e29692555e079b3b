import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitsOf, numberOf, parseLossless } from '../../src/json/lossless-json.ts';

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

  it.each([
    '{',
    '',
    '{1.50:2}',
    '01.50',
    '[1.50.1]',
    '1.',
    '-',
    '+1.50',
    '1.50"a"',
    '[1.50 2.50]',
    '"a',
    '"a\\"',
    '[1.50}',
    '1e',
  ])('refuses %s, which is no JSON', (text) => {
    expect(() => parseLossless(text)).toThrow(SyntaxError);
  });

  it('refuses what JSON.parse refuses, and nothing else', () => {
    const letters = fc.constantFrom(...'{}[]:,"\\-+.eE0159 ', '1.50', '"a"', '9007199254740993', 'null');
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 12 }), (text) => {
        const refuses = (parse: (text: string) => unknown) => {
          try {
            parse(text);
            return false;
          } catch (fault) {
            return fault instanceof SyntaxError;
          }
        };
        expect(refuses(parseLossless)).toBe(refuses(JSON.parse));
      }),
      { numRuns: 5_000 },
    );
  });

  it('leaves texts alone that look like numbers, and names that no object should have', () => {
    const text = '{"a":"1.50","1.50":[1.50,"\\\\","\\",2.50"],"__proto__":{"b":-0}}';
    expect(JSON.stringify(parseLossless(text))).toBe(text);
  });

  describe('nested too deep', () => {
    const nested = (depth: number, open: string, close: string) => `${open.repeat(depth)}1.50${close.repeat(depth)}`;

    it.each([
      ['objects', '{"a":', '}'],
      ['arrays', '[', ']'],
    ])('%s are dropped, and what is around them is not', (_what, open, close) => {
      const around = (depth: number) => `{"before":1.50,"deep":${nested(depth, open, close)},"after":[2.50]}`;
      expect(JSON.stringify(parseLossless(around(3), 4))).toBe(around(3));
      const dropped = `{"before":1.50,"deep":${nested(3, open, close).replace('1.50', 'null')},"after":[2.50]}`;
      for (const depth of [4, 5, 100, 20_000]) {
        expect(JSON.stringify(parseLossless(around(depth), 4))).toBe(dropped);
      }
    });

    it('is refused when it is no JSON', () => {
      expect(() => parseLossless('[[[1,]]]', 2)).toThrow(SyntaxError);
      expect(() => parseLossless('[[[1}]]', 2)).toThrow(SyntaxError);
      expect(() => parseLossless('[[[[1]', 2)).toThrow(SyntaxError);
    });
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
