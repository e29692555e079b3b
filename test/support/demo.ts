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
