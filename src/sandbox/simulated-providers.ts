import { headerOf } from '../access/credential-headers.ts';
import { PROVIDERS } from '../providers/index.ts';
import type { Simulation } from '../providers/shared/simulation/simulation.ts';

/** A provider that is simulated, and how its accounts are deleted through the gateway. */
export interface SimulatedHere extends Pick<Simulation, 'credentials' | 'accountIds'> {
  readonly name: string;
  /** The header that takes its credential. */
  readonly header: string;
  /** The base URL of the simulation. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the simulations of all providers on loopback. */
export async function startSimulations(): Promise<readonly SimulatedHere[]> {
  return Promise.all(
    PROVIDERS.map(async (provider) => {
      const { start, credentials, accountIds } = await provider.simulation();
      const { url, close } = await start();
      return { name: provider.name, header: headerOf(PROVIDERS, provider), credentials, accountIds, url, close };
    }),
  );
}
