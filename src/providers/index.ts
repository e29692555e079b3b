import { nuvion } from './nuvion/index.ts';
import type { ProviderDefinition } from './provider.ts';
import { sequence } from './sequence/index.ts';

/** All providers, in the order in which they are shown. To add one: `docs/adding-a-provider.md`. */
export const PROVIDERS: readonly ProviderDefinition[] = [sequence, nuvion];

/** Public: the values of the schema's `AccountProvider`. */
export const PROVIDER_NAMES: readonly string[] = PROVIDERS.map(({ name }) => name);
