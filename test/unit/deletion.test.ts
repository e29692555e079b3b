import { expect, it } from 'vitest';
import { type Deletion, PERMANENT, SOFT, typeOf } from '../../src/deletion/deletion.ts';
import { providerOf } from '../../src/deletion/provider-port.ts';
import { toDeleteAccountResult } from '../../src/graphql/to-delete-account-result.ts';

/** As an earlier version settled them. */
const withoutType = ({ type: _, ...rest }: Deletion) => rest as Deletion;

it.each([
  ['PermanentDeletion', PERMANENT],
  ['SoftDeletion', SOFT],
  ['PermanentDeletion', withoutType(PERMANENT)],
  ['SoftDeletion', withoutType(SOFT)],
  ['ClosedDeletion', { type: 'ClosedDeletion', permanent: true }],
])('is a %s: %j', (type, deletion) => {
  expect(typeOf(deletion)).toBe(type);
  const outcome = { code: 'DELETED', evidence: 'RESPONSE', deletion } as const;
  const asked = { provider: 'NUVION', accountId: 'acc_1', idempotencyKey: 'key', requestId: 'request' } as const;
  expect(toDeleteAccountResult({ outcome, replayed: true }, asked)).toMatchObject({
    deletion: { __typename: type, permanent: deletion.permanent },
  });
});

it('a provider that nobody knows is a bug, and not nothing', () => {
  expect(() => providerOf(new Map(), 'NOWHERE')).toThrow('There is no provider NOWHERE');
});
