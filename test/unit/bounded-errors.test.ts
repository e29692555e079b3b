import { describe, expect, it } from 'vitest';
import { boundErrors } from '../../src/graphql/bounded-errors.ts';

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe('the errors of an answer', () => {
  it('stay as they are when they are few and short', () => {
    const errors = [{ message: 'no', path: ['a'], locations: [{ line: 1, column: 1 }], extensions: { code: 'X' } }];
    expect(boundErrors(errors)).toEqual(errors);
  });

  it('take 15 kB at most, and say how many were left out', () => {
    const errors = Array.from({ length: 10_000 }, (_, n) => ({
      message: `no ${n}`,
      extensions: { code: 'FORBIDDEN' },
    }));
    const bounded = boundErrors(errors);
    expect(bytesOf(bounded)).toBeLessThan(15_000);
    expect(bounded[0]).toEqual(errors[0]);
    expect(bounded.at(-1)).toEqual({
      message: `${10_000 - (bounded.length - 1)} more errors.`,
      extensions: { code: 'MORE_ERRORS' },
    });
  });

  it.each([
    ['a long message', { message: 'x'.repeat(90_000) }],
    ['a message that JSON makes longer', { message: '\u0001'.repeat(90_000) }],
    ['a message outside ASCII', { message: '😀'.repeat(45_000) }],
    ['many places', { message: 'no', locations: Array.from({ length: 5_000 }, () => ({ line: 1, column: 1 })) }],
  ])('%s is cut', (_what, error) => {
    const bounded = boundErrors([error]);
    expect(bounded).toHaveLength(1);
    expect(bytesOf(bounded)).toBeLessThan(4_000);
    expect(bounded[0]?.message.slice(0, 400)).toBe(error.message.slice(0, 400));
    expect(bounded[0]?.message.isWellFormed()).toBe(true);
  });
});
