import type { ProviderName } from '../deletion/deletion.ts';
import { callerOfCredential, denied, type Grant, type OpenAccess } from './access.ts';
import { type CredentialScheme, ownHeaderOf, providerOfScheme } from './credential-headers.ts';

/**
 * Callers bring credentials of the providers, and may do what those allow. A provider's own header wins over
 * `Authorization`, whose scheme says which provider it is for, where only one provider has that scheme. A credential never
 * reaches another provider.
 */
export function createCallerAccess(providers: readonly CredentialScheme[]): OpenAccess {
  const ways = new Map(
    providers.map(({ name, scheme }) => {
      const own = ownHeaderOf(name);
      const isOnly = providerOfScheme(providers, scheme) === name;
      return [name, isOnly ? `Authorization: ${scheme} … or ${own}` : own] as const;
    }),
  );

  return ({ authorization, forProvider }) => {
    const [, scheme = ''] = /^(\S+) +\S/.exec(authorization ?? '') ?? [];
    const owner = providerOfScheme(providers, scheme);
    return async (provider) =>
      grantOf(forProvider(provider) ?? (owner === provider ? authorization : null)) ??
      noCredential(provider, ways.get(provider) ?? ownHeaderOf(provider));
  };
}

/** A grant by the provider's own header only: `Authorization` holds a token. */
export const byOwnHeader = (provider: ProviderName, credential: string | null) =>
  grantOf(credential) ?? noCredential(provider, ownHeaderOf(provider));

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
const noCredential = (provider: ProviderName, ways: string) =>
  denied('UNAUTHORIZED', `The request carries no credential for ${provider}. Send ${ways}, once.`, {
    reason: 'no_credential',
  });
