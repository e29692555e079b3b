import type { AccountSource } from '../accounts/account-source.ts';
import type { AccountProvider } from '../deletion/deletion.ts';
import type { Provider } from '../deletion/provider.ts';
import { createHttpClient } from './http/http-client.ts';
import type { WatchExchange } from './http/http-request.ts';
import type { ProxySettings } from './http/proxy.ts';
import { createNuvionAccounts } from './nuvion/accounts.ts';
import { createNuvion } from './nuvion/deletion.ts';
import { createSequenceAccounts } from './sequence/accounts.ts';
import { createSequence } from './sequence/deletion.ts';

/** The settings that say where the providers are, and how they are reached. */
interface ProviderSettings extends UsualProxies {
  readonly SEQUENCE_URL: string;
  readonly NUVION_URL: string;
  /** In milliseconds. */
  readonly PROVIDER_TIMEOUT_MS: number;
}

/** The usual proxy variables. */
interface UsualProxies {
  readonly HTTPS_PROXY?: string | undefined;
  readonly HTTP_PROXY?: string | undefined;
  readonly NO_PROXY?: string | undefined;
  readonly https_proxy?: string | undefined;
  readonly http_proxy?: string | undefined;
  readonly no_proxy?: string | undefined;
}

/** The lower case wins, as elsewhere. */
export const proxiesOf = (settings: UsualProxies): ProxySettings => ({
  https: settings.https_proxy ?? settings.HTTPS_PROXY,
  http: settings.http_proxy ?? settings.HTTP_PROXY,
  none: settings.no_proxy ?? settings.NO_PROXY,
});

type Watch = (
  provider: AccountProvider,
  method: Parameters<WatchExchange>[0],
  baseUrl: string,
) => ReturnType<WatchExchange>;

/**
 * Everything that asks the providers.
 *
 * @param now a clock in milliseconds that does not stand still while the machine is suspended
 * @param watch told of every exchange
 */
export function createProviders(settings: ProviderSettings, now: () => number, watch: Watch) {
  const clientFor = (provider: AccountProvider, baseUrl: string) =>
    createHttpClient({
      baseUrl,
      connectTimeoutMs: settings.PROVIDER_TIMEOUT_MS,
      now,
      proxies: proxiesOf(settings),
      watch: (method) => watch(provider, method, baseUrl),
    });
  const sequence = clientFor('SEQUENCE', settings.SEQUENCE_URL);
  const nuvion = clientFor('NUVION', settings.NUVION_URL);
  const providers: Record<AccountProvider, Provider> = {
    SEQUENCE: createSequence(sequence),
    NUVION: createNuvion(nuvion),
  };
  const readers: Record<AccountProvider, AccountSource> = {
    SEQUENCE: createSequenceAccounts(sequence),
    NUVION: createNuvionAccounts(nuvion),
  };
  return { clients: [sequence, nuvion], providers, readers };
}
