import { describe, expect, it } from 'vitest';
import { fromGlobalId, toGlobalId } from '../../src/graphql/account-id.ts';

describe('the global id', () => {
  it.each(['acc_1', 'a:b', ' ', 'ünïcødé–💥', ''])(
    'of %j comes back as it was, and is the provider’s own',
    (accountId) => {
      const [sequence, nuvion] = [toGlobalId('SEQUENCE', accountId), toGlobalId('NUVION', accountId)];
      expect(sequence).not.toBe(nuvion);
      expect(fromGlobalId(sequence)).toEqual({ provider: 'SEQUENCE', accountId });
      expect(fromGlobalId(nuvion)).toEqual({ provider: 'NUVION', accountId });
    },
  );

  const raw = (text: string) => Buffer.from(text).toString('base64url');
  it.each([
    ['empty', ''],
    ['plain', 'NUVION:acc_1'],
    ['without a provider', raw('acc_1')],
    ['without an account', raw('NUVION')],
    ['in lower case', raw('nuvion:acc_1')],
    ['padded', `${toGlobalId('NUVION', 'acc_1')}=`],
    ['with a line break', `${toGlobalId('NUVION', 'acc_1')}\n`],
    ['not UTF-8', Buffer.from([...Buffer.from('NUVION:'), 0xff]).toString('base64url')],
  ])('that was not made here is none: %s', (_what, id) => {
    expect(fromGlobalId(id)).toBeNull();
  });
});
