import type { Provider, ProviderCall, Sighting } from './provider-port.ts';

/** Reads an account back. A bug in a provider's code proves nothing about the account. Never rejects. */
export async function readBack(
  provider: Provider,
  call: ProviderCall,
  onFault: (fault: unknown) => void,
): Promise<Sighting> {
  try {
    return await provider.readBack(call);
  } catch (fault) {
    onFault(fault);
    return { kind: 'unreadable' };
  }
}
