import type { AccountProvider } from '../deletion/deletion.ts';
import { callerOfCredential, denied, type Grant, type OpenAccess } from './access.ts';

/** Which provider an `Authorization` scheme belongs to. */
const PROVIDER_OF_SCHEME: Readonly<Record<string, AccountProvider>> = { apikey: 'SEQUENCE', bearer: 'NUVION' };

/** How a request can carry a credential: `Authorization` with the provider's scheme, or the provider's own header. */
const WAYS = {
  SEQUENCE: { authorization: 'Authorization: ApiKey …', own: 'X-Sequence-Authorization' },
  NUVION: { authorization: 'Authorization: Bearer …', own: 'X-Nuvion-Authorization' },
} as const;

/**
 * Callers bring credentials of the providers, and may do what those allow. A provider's own header wins over
 * `Authorization`, whose scheme says which provider it is for. A credential never reaches the other provider.
 */
export const openCallerAccess: OpenAccess = ({ authorization, forProvider }) => {
  const [, scheme] = /^(\S+) +\S/.exec(authorization ?? '') ?? [];
  const owner = PROVIDER_OF_SCHEME[scheme?.toLowerCase() ?? ''];
  return async (provider) =>
    grantOf(forProvider[provider] ?? (owner === provider ? authorization : null)) ??
    noCredential(provider, `${WAYS[provider].authorization} or ${WAYS[provider].own}`);
};

/** A grant by the provider's own header only: `Authorization` holds a token. */
export const byOwnHeader = (provider: AccountProvider, credential: string | null) =>
  grantOf(credential) ?? noCredential(provider, WAYS[provider].own);

/** A grant by a credential of the provider; null when there is none. */
function grantOf(credential: string | null): Grant | null {
  if (credential === null || credential === '') return null;
  return {
    kind: 'granted',
    credential,
    heldBy: 'caller',
    caller: callerOfCredential(credential),
    upstreamKey: (key) => key,
    covers: () => true,
  };
}

/** Names the headers that would be accepted. Two lines of one header count as none, hence "once". */
const noCredential = (provider: AccountProvider, ways: string) =>
  denied('UNAUTHORIZED', `The request carries no credential for ${provider}. Send ${ways}, once.`, {
    reason: 'no_credential',
  });
