import type { ProviderDefinition } from '../../../src/providers/provider.ts';
import { accounts } from './accounts.ts';
import { deletion } from './deletion.ts';

/** Larch: accounts are closed by a POST, at once or a moment later; keys are recognised for ten minutes. */
export const larch: ProviderDefinition = {
  name: 'LARCH',
  defaultUrl: 'https://api.larch.example',
  scheme: 'Bearer',
  deletion,
  accounts,
  simulation: async () => (await import('./simulation/index.ts')).simulation,
};
