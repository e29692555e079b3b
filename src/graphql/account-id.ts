import type { AccountProvider } from './generated.ts';

/**
 * The id of an account that is unique across providers, so that a client's cache never merges two accounts. Opaque to
 * clients: base64url of provider and account id.
 */
export function toGlobalId(provider: AccountProvider, accountId: string): string {
  return Buffer.from(`${provider}:${accountId}`, 'utf8').toString('base64url');
}
