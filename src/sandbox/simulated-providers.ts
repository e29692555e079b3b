import { headerOf } from '../access/credential-headers.ts';
import { apiKeySetting } from '../config/provider-settings.ts';
import { PROVIDERS } from '../providers/index.ts';
import type { Simulation } from '../providers/shared/simulation/simulation.ts';

/** A simulated provider, with what is needed to delete its accounts through the gateway. */
export interface SimulatedHere extends Pick<Simulation, 'credentials' | 'accountIds'> {
  readonly name: string;
  /** The request header for its credential. */
  readonly header: string;
  /** Whether it recognises idempotency keys. */
  readonly recognisesKeys: boolean;
  /** The base URL of the simulation. */
  readonly url: string;
  close(): Promise<void>;
}

/** All providers of the sandbox: at least one. */
export type SimulatedProviders = readonly [SimulatedHere, ...SimulatedHere[]];

/** Starts the simulations of all providers on loopback. */
export async function startSimulations(): Promise<SimulatedProviders> {
  const started = await Promise.all(
    PROVIDERS.map(async (provider) => {
      const { start, credentials, accountIds } = await provider.simulation();
      const { url, close } = await start();
      const header = headerOf(PROVIDERS, provider);
      const recognisesKeys = provider.deletion.resendsForMs > 0;
      return { name: provider.name, header, recognisesKeys, credentials, accountIds, url, close };
    }),
  );
  return started as unknown as SimulatedProviders;
}

/** Settings that give a process the keys of the simulations. */
export const ownKeys = (providers: readonly SimulatedHere[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    providers.map(({ name, credentials: { full } }) => [apiKeySetting(name), full.slice(full.indexOf(' ') + 1)]),
  );
