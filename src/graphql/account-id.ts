import type { ProviderName } from '../deletion/deletion.ts';

/**
 * The id of an account that is unique across providers, so that a client's cache never merges two accounts. Opaque to
 * clients: base64url of provider and account id.
 */
export function toGlobalId(provider: ProviderName, accountId: string): string {
  return Buffer.from(`${provider}:${accountId}`, 'utf8').toString('base64url');
}

/** Parses an id from `toGlobalId`; null for anything else. The provider is not checked. */
export function fromGlobalId(id: string): { readonly provider: ProviderName; readonly accountId: string } | null {
  const text = Buffer.from(id, 'base64url').toString('utf8');
  const [, provider, accountId] = /^([A-Z][A-Z0-9_]*):(.*)$/su.exec(text) ?? [];
  if (provider === undefined || accountId === undefined) return null;
  return toGlobalId(provider, accountId) === id ? { provider, accountId } : null;
}
