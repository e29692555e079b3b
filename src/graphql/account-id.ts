import { type AccountProvider, PROVIDERS } from '../deletion/deletion.ts';

/**
 * The id of an account that is unique across providers, so that a client's cache never merges two accounts. Opaque to
 * clients: base64url of provider and account id.
 */
export function toGlobalId(provider: AccountProvider, accountId: string): string {
  return Buffer.from(`${provider}:${accountId}`, 'utf8').toString('base64url');
}

/** Reads what `toGlobalId` made; null for anything else. */
export function fromGlobalId(id: string): { readonly provider: AccountProvider; readonly accountId: string } | null {
  const text = Buffer.from(id, 'base64url').toString('utf8');
  const provider = PROVIDERS.find((name) => text.startsWith(`${name}:`));
  if (provider === undefined) return null;
  const accountId = text.slice(provider.length + 1);
  return toGlobalId(provider, accountId) === id ? { provider, accountId } : null;
}
