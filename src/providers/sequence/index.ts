import type { ProviderDefinition } from '../provider.ts';
import { accounts } from './accounts.ts';
import { deletion } from './deletion.ts';

/** Sequence: permanent deletions; recognises duplicates by their key. */
export const sequence: ProviderDefinition = {
  name: 'SEQUENCE',
  defaultUrl: 'https://api.getsequence.io/api/v1',
  scheme: 'ApiKey',
  deletion,
  accounts,
  simulation: async () => (await import('./simulation/index.ts')).simulation,
};
