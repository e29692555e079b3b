import type { ProviderName } from '../deletion/deletion.ts';

/** What access needs to know of a provider. */
export interface CredentialScheme {
  readonly name: ProviderName;
  /** The scheme of its credentials, such as `Bearer`. */
  readonly scheme: string;
}

/** A provider's own header: it wins over `Authorization`. Public: `X-Sequence-Authorization` for `SEQUENCE`. */
export function ownHeaderOf(provider: ProviderName): string {
  const words = provider.split('_').map((word) => word.slice(0, 1) + word.slice(1).toLowerCase());
  return `X-${words.join('-')}-Authorization`;
}

/** The one provider whose credentials have a scheme, in any case; null when there is none, or more than one. */
export function providerOfScheme(providers: readonly CredentialScheme[], scheme: string): ProviderName | null {
  const [first, second] = providers.filter((one) => one.scheme.toLowerCase() === scheme.toLowerCase());
  return first === undefined || second !== undefined ? null : first.name;
}

/** The plainest header that takes a credential of a provider: `Authorization` where its scheme tells it apart. */
export const headerOf = (providers: readonly CredentialScheme[], { name, scheme }: CredentialScheme): string =>
  providerOfScheme(providers, scheme) === null ? ownHeaderOf(name) : 'Authorization';
