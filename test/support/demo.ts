import { CREDENTIALS as NUVION } from '../../src/providers/nuvion/simulation/demo.ts';
import { CREDENTIALS as SEQUENCE } from '../../src/providers/sequence/simulation/demo.ts';

/** What the simulated providers of the sandbox accept. */
export const DEMO_CREDENTIALS = {
  sequence: SEQUENCE.full,
  sequenceReadOnly: SEQUENCE.readOnly,
  sequenceNarrow: SEQUENCE.narrow,
  nuvion: NUVION.full,
  nuvionReadOnly: NUVION.readOnly,
} as const;

const keyOf = (credential: string): string => credential.slice(credential.indexOf(' ') + 1);

/** The keys that may delete, as settings of a gateway that uses its own. */
export const OWN_KEYS = {
  SEQUENCE_API_KEY: keyOf(DEMO_CREDENTIALS.sequence),
  NUVION_API_KEY: keyOf(DEMO_CREDENTIALS.nuvion),
};
