import type { ProviderName } from '../deletion/deletion.ts';
import { callerOfCredential, denied, type Grant, type OpenAccess } from './access.ts';
import { type CredentialScheme, ownHeaderOf, providerOfScheme } from './credential-headers.ts';

/**
 * Callers bring the credentials of the providers themselves, and may do what those allow. The header of a provider wins
 * over `Authorization`, which is told apart by its scheme where only one provider has it; a credential never reaches
 * another provider.
 */
export function createCallerAccess(providers: readonly CredentialScheme[]): OpenAccess {
  const ways = new Map(
    providers.map(({ name, scheme }) => {
      const own = ownHeaderOf(name);
      const isOnly = providerOfScheme(providers, scheme) === name;
      return [name, isOnly ? `Authorization: ${scheme} … or ${own}` : own] as const;
    }),
  );

  const owners = new Map(
    providers.map(({ scheme }) => [scheme.toLowerCase(), providerOfScheme(providers, scheme)] as const),
  );

  return ({ authorization, forProvider }) => {
    const [, scheme = ''] = /^(\S+) +\S/.exec(authorization ?? '') ?? [];
    const owner = owners.get(scheme.toLowerCase());
    return async (provider) =>
      grantOf(forProvider(provider) ?? (owner === provider ? authorization : null)) ??
      noCredential(provider, ways.get(provider) ?? ownHeaderOf(provider));
  };
}

/** A grant by the header of a provider's own alone: where `Authorization` is a token's. */
export const byOwnHeader = (provider: ProviderName, credential: string | null) =>
  grantOf(credential) ?? noCredential(provider, ownHeaderOf(provider));

/** A grant by a provider's own credential; null when there is none. */
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
const noCredential = (provider: ProviderName, ways: string) =>
  denied('UNAUTHORIZED', `The request carries no credential for ${provider}. Send ${ways}, once.`, {
    reason: 'no_credential',
  });
