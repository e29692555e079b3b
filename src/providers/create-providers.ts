import type { AccountSource } from '../accounts/account-source.ts';
import type { ProviderName } from '../deletion/deletion.ts';
import type { Provider } from '../deletion/provider-port.ts';
import { createHttpClient } from './http/http-client.ts';
import type { WatchExchange } from './http/http-request.ts';
import type { ProxySettings } from './http/proxy.ts';
import type { ProviderDefinition } from './provider.ts';
import { createAccountReader } from './shared/account-reader.ts';
import { createProvider } from './shared/exchange.ts';

/** Where the providers are, and how to reach them. */
interface ProviderSettings extends UsualProxies {
  readonly providers: ReadonlyMap<ProviderName, { readonly url: string }>;
  /** In milliseconds. */
  readonly PROVIDER_TIMEOUT_MS: number;
}

/** The usual proxy variables. */
type ProxyName = 'HTTPS_PROXY' | 'HTTP_PROXY' | 'NO_PROXY' | 'https_proxy' | 'http_proxy' | 'no_proxy';
type UsualProxies = { readonly [Name in ProxyName]?: string | undefined };

/** Lower case wins, as in other programs. */
export const proxiesOf = (settings: UsualProxies): ProxySettings => ({
  https: settings.https_proxy ?? settings.HTTPS_PROXY,
  http: settings.http_proxy ?? settings.HTTP_PROXY,
  none: settings.no_proxy ?? settings.NO_PROXY,
});

type Watch = (
  provider: ProviderName,
  method: Parameters<WatchExchange>[0],
  baseUrl: string,
) => ReturnType<WatchExchange>;

/**
 * The delete and read clients of all providers, by name.
 *
 * @param definitions all providers
 * @param now a clock in milliseconds that goes on while the machine is suspended
 * @param watch called at the start of an exchange; the function that it returns is called after each of its requests
 */
export function createProviders(
  definitions: readonly ProviderDefinition[],
  settings: ProviderSettings,
  now: () => number,
  watch: Watch,
) {
  const providers = new Map<ProviderName, Provider>();
  const readers = new Map<ProviderName, AccountSource>();
  const closes = definitions.map((definition) => {
    const { name, defaultUrl } = definition;
    const baseUrl = settings.providers.get(name)?.url ?? defaultUrl;
    const client = createHttpClient({
      baseUrl,
      connectTimeoutMs: settings.PROVIDER_TIMEOUT_MS,
      now,
      proxies: proxiesOf(settings),
      watch: (method) => watch(name, method, baseUrl),
    });
    providers.set(name, createProvider(client, definition));
    readers.set(name, createAccountReader(client, definition));
    return client.close;
  });
  return {
    providers,
    readers,
    /** Closes all connections. */
    close(): void {
      for (const close of closes) close();
    },
  };
}
