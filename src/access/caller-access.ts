import type { AccountProvider } from '../deletion/deletion.ts';
import { callerOfCredential, denied, type Grant, type OpenAccess } from './access.ts';

/** Which provider an `Authorization` scheme belongs to. */
const PROVIDER_OF_SCHEME: Readonly<Record<string, AccountProvider>> = { apikey: 'SEQUENCE', bearer: 'NUVION' };

/** What a request can carry for a provider: `Authorization` by its scheme, or a header of the provider's own. */
const WAYS = {
  SEQUENCE: { authorization: 'Authorization: ApiKey …', own: 'X-Sequence-Authorization' },
  NUVION: { authorization: 'Authorization: Bearer …', own: 'X-Nuvion-Authorization' },
} as const;

/**
 * Callers bring the credentials of the providers themselves, and may do what those allow. The header of a provider wins
 * over `Authorization`, which is told apart by its scheme; a credential never reaches the other provider.
 */
export const openCallerAccess: OpenAccess = ({ authorization, forProvider }) => {
  const [, scheme] = /^(\S+) +\S/.exec(authorization ?? '') ?? [];
  const owner = PROVIDER_OF_SCHEME[scheme?.toLowerCase() ?? ''];
  return async (provider) =>
    grantOf(forProvider[provider] ?? (owner === provider ? authorization : null)) ??
    noCredential(provider, `${WAYS[provider].authorization} or ${WAYS[provider].own}`);
};

/** Leave by the header of a provider's own alone: where `Authorization` is a token's. */
export const byOwnHeader = (provider: AccountProvider, credential: string | null) =>
  grantOf(credential) ?? noCredential(provider, WAYS[provider].own);

/** Leave by a provider's own credential; null when there is none. */
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

/** Says which headers would do. Two lines of one header are none, which is hard to see from the outside. */
const noCredential = (provider: AccountProvider, ways: string) =>
  denied('UNAUTHORIZED', `The request carries no credential for ${provider}. Send ${ways}, once.`, {
    reason: 'no_credential',
  });
