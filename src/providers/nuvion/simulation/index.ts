import type { Simulation } from '../../shared/simulation/simulation.ts';
import { CREDENTIALS, WORKING_ACCOUNTS } from './demo.ts';
import { createSimulatedNuvion } from './simulated-nuvion.ts';

export const simulation: Simulation = {
  start: createSimulatedNuvion,
  credentials: CREDENTIALS,
  accountIds: WORKING_ACCOUNTS.map(({ id }) => id),
};
