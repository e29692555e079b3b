import type { Simulation } from '../../shared/simulation/simulation.ts';
import { CREDENTIALS, WORKING_ACCOUNTS } from './demo.ts';
import { createSimulatedSequence } from './simulated-sequence.ts';

export const simulation: Simulation = {
  start: createSimulatedSequence,
  credentials: CREDENTIALS,
  accountIds: WORKING_ACCOUNTS.map(({ id }) => id),
};
