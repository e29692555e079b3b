import type { ProviderDefinition } from '../provider.ts';
import { accounts } from './accounts.ts';
import { deletion } from './deletion.ts';

/** Nuvion: soft deletions; does not recognise duplicates, so the account is read back to see whether it is deleted. */
export const nuvion: ProviderDefinition = {
  name: 'NUVION',
  defaultUrl: 'https://api.nuvion.tech',
  scheme: 'Bearer',
  deletion,
  accounts,
  simulation: async () => (await import('./simulation/index.ts')).simulation,
};
