import { expect, it } from 'vitest';
import { PERMANENT } from '../../src/deletion/deletion.ts';
import { boundedDeletion } from '../../src/providers/shared/kept-size.ts';

it('a deletion of any type is kept whole, or without its details where they are too large', () => {
  const closed = { type: 'ClosedDeletion', permanent: true };
  const small = { ...closed, receipt: 'x'.repeat(60_000) };
  expect(boundedDeletion(small)).toBe(small);
  expect(boundedDeletion({ ...closed, receipt: 'x'.repeat(70_000) } as typeof closed)).toEqual(closed);
  expect(boundedDeletion(PERMANENT)).toBe(PERMANENT);
});
