import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createCallerAccess } from '../../src/access/caller-access.ts';
import type { CredentialScheme } from '../../src/access/credential-headers.ts';
import { presentedBy } from '../../src/http/request-headers.ts';
import { nuvion } from '../../src/providers/nuvion/index.ts';
import { sequence } from '../../src/providers/sequence/index.ts';

const TWO = [sequence, nuvion];

/** The grant that these header lines give. */
function authorizeOf(headers: Record<string, string | string[]>, providers: readonly CredentialScheme[] = TWO) {
  const headersDistinct = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat()]));
  return createCallerAccess(providers)(presentedBy({ headersDistinct } as unknown as IncomingMessage));
}

async function grantOf(headers: Record<string, string | string[]>, provider: 'SEQUENCE' | 'NUVION') {
  const grant = await authorizeOf(headers)(provider, 'accounts:delete');
  return grant.kind === 'granted' ? grant : null;
}

const credentialsOf = async (headers: Record<string, string | string[]>) => ({
  SEQUENCE: (await grantOf(headers, 'SEQUENCE'))?.credential ?? null,
  NUVION: (await grantOf(headers, 'NUVION'))?.credential ?? null,
});

describe('the credentials', () => {
  it.each([
    [{ authorization: 'ApiKey k' }, { SEQUENCE: 'ApiKey k', NUVION: null }],
    [{ authorization: 'aPIkEY k' }, { SEQUENCE: 'aPIkEY k', NUVION: null }],
    [{ authorization: 'Bearer t' }, { SEQUENCE: null, NUVION: 'Bearer t' }],
    [{ authorization: 'BEARER   t' }, { SEQUENCE: null, NUVION: 'BEARER   t' }],
    [{ authorization: 'Basic dTpw' }, { SEQUENCE: null, NUVION: null }],
    [{ authorization: 'Bearer' }, { SEQUENCE: null, NUVION: null }],
    [{ authorization: 'nv_live_naked' }, { SEQUENCE: null, NUVION: null }],
    [{ authorization: '' }, { SEQUENCE: null, NUVION: null }],
    [{}, { SEQUENCE: null, NUVION: null }],
    [{ 'x-sequence-authorization': 'as given' }, { SEQUENCE: 'as given', NUVION: null }],
    [{ 'x-nuvion-authorization': 'as given' }, { SEQUENCE: null, NUVION: 'as given' }],
    [
      { authorization: 'Bearer t', 'x-sequence-authorization': 'ApiKey k' },
      { SEQUENCE: 'ApiKey k', NUVION: 'Bearer t' },
    ],
    [
      { authorization: 'ApiKey common', 'x-sequence-authorization': 'ApiKey own' },
      { SEQUENCE: 'ApiKey own', NUVION: null },
    ],
    [
      { authorization: 'Bearer common', 'x-nuvion-authorization': 'own' },
      { SEQUENCE: null, NUVION: 'own' },
    ],
  ])('%j → %j', async (headers, credentials) => {
    expect(await credentialsOf(headers as Record<string, string>)).toEqual(credentials);
  });

  it('two lines are none: which of them counts is not ours to guess', async () => {
    const headers = { authorization: ['Bearer a', 'Bearer b'], 'x-sequence-authorization': ['a', 'b'] };
    expect(await credentialsOf(headers)).toEqual({ SEQUENCE: null, NUVION: null });
    const third = { authorization: 'ApiKey c', 'x-sequence-authorization': ['a', 'b'] };
    expect(await credentialsOf(third)).toEqual({ SEQUENCE: null, NUVION: null });
  });
});

describe('a caller without a credential', () => {
  const message = async (headers: Record<string, string>, provider: 'SEQUENCE' | 'NUVION') => {
    const grant = await authorizeOf(headers)(provider, 'accounts:delete');
    return grant.kind === 'denied' ? grant.message : null;
  };

  it('is told which headers and which scheme would do', async () => {
    expect(await message({ authorization: 'Bearer t' }, 'SEQUENCE')).toBe(
      'The request carries no credential for SEQUENCE. Send Authorization: ApiKey … or X-Sequence-Authorization, once.',
    );
    expect(await message({}, 'NUVION')).toBe(
      'The request carries no credential for NUVION. Send Authorization: Bearer … or X-Nuvion-Authorization, once.',
    );
  });
});

describe('a caller with a credential', () => {
  const callerOf = async (authorization: string) => (await grantOf({ authorization }, 'NUVION'))?.caller;

  it('is the same whatever the case of its scheme, and another with another credential', async () => {
    expect(await callerOf('BEARER  t')).toEqual(await callerOf('Bearer t'));
    expect(await callerOf('Bearer T')).not.toEqual(await callerOf('Bearer t'));
  });

  it('sends its own key, and may do what the provider lets it', async () => {
    const grant = await grantOf({ authorization: 'Bearer t' }, 'NUVION');
    expect(grant?.upstreamKey('key', 'any account')).toBe('key');
    expect(grant?.covers('any account')).toBe(true);
  });
});

describe('two providers with one scheme', () => {
  const providers = [...TWO, { name: 'THIRD_BANK', scheme: 'bearer' }];
  const credential = async (headers: Record<string, string>, provider: string) => {
    const found = await authorizeOf(headers, providers)(provider, 'accounts:read');
    return found.kind === 'granted' ? found.credential : found.message;
  };

  it.each([
    ['NUVION', 'X-Nuvion-Authorization'],
    ['THIRD_BANK', 'X-Third-Bank-Authorization'],
  ])('%s gets a credential by %s alone, and says so', async (provider, header) => {
    const message = `The request carries no credential for ${provider}. Send ${header}, once.`;
    expect(await credential({ authorization: 'Bearer t' }, provider)).toBe(message);
    expect(await credential({ authorization: 'Bearer t', [header.toLowerCase()]: 'Bearer own' }, provider)).toBe(
      'Bearer own',
    );
  });

  it('a third one with a scheme of its own still has Authorization', async () => {
    expect(await credential({ authorization: 'ApiKey k' }, 'SEQUENCE')).toBe('ApiKey k');
    expect(await credential({}, 'SEQUENCE')).toContain(
      'Send Authorization: ApiKey … or X-Sequence-Authorization, once.',
    );
  });
});
