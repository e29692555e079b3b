import type { AccountProvider } from '../deletion/deletion.ts';
import { denied, type Grant, type OpenAccess } from './access.ts';

/** Which provider an `Authorization` scheme belongs to (the contract, section 3). */
const PROVIDER_OF_SCHEME: Readonly<Record<string, AccountProvider>> = { apikey: 'SEQUENCE', bearer: 'NUVION' };

/**
 * Callers bring the credentials of the providers themselves, and may do what those allow. The header of a provider wins
 * over `Authorization`, which is told apart by its scheme; a credential never reaches the other provider.
 */
export const openCallerAccess: OpenAccess = ({ authorization, forProvider }) => {
  const [, scheme] = /^(\S+) +\S/.exec(authorization ?? '') ?? [];
  const owner = PROVIDER_OF_SCHEME[scheme?.toLowerCase() ?? ''];
  return async (provider) =>
    grantOf(forProvider[provider] ?? (owner === provider ? authorization : null)) ?? noCredential(provider);
};

/** Leave by a provider's own credential; null when there is none. */
export function grantOf(credential: string | null): Grant | null {
  if (credential === null || credential === '') return null;
  return {
    kind: 'granted',
    credential,
    caller: ['credential', normalized(credential)],
    upstreamKey: (key) => key,
    covers: () => true,
  };
}

export const noCredential = (provider: AccountProvider) =>
  denied('UNAUTHORIZED', `The request carries no credential for ${provider}.`);

/** A credential as HTTP compares it: the scheme in any case. One without a scheme stays as it is. */
function normalized(credential: string): string {
  const [, scheme, rest] = /^(\S+) +(\S.*)$/.exec(credential) ?? [];
  return scheme === undefined ? credential : `${scheme.toLowerCase()} ${rest}`;
}
