import type { ProviderDefinition } from '../provider.ts';
import { accounts } from './accounts.ts';
import { deletion } from './deletion.ts';

/** Nuvion: soft deletions, duplicates not recognised: the account is read back to see whether it is gone. */
export const nuvion: ProviderDefinition = {
  name: 'NUVION',
  defaultUrl: 'https://api.nuvion.tech',
  scheme: 'Bearer',
  deletion,
  accounts,
  simulation: async () => (await import('./simulation/index.ts')).simulation,
};
