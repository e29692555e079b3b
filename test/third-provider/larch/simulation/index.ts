import { FAULT_NAMES, FAULTS, faultyAccountId } from '../../../../src/providers/shared/simulation/faults.ts';
import type { Simulation } from '../../../../src/providers/shared/simulation/simulation.ts';
import { type LarchAccount, larchAccount, startSimulatedLarch } from './simulated-larch.ts';

const credentials = { full: 'Bearer larch-sandbox', readOnly: 'Bearer larch-sandbox-read-only' } as const;

const WORKING: readonly LarchAccount[] = [
  larchAccount('acc_travel', { label: 'Travel' }),
  larchAccount('acc_household', { label: 'Household' }),
  larchAccount('acc_two_steps', { label: 'Is closed a moment after it was asked for', closesInMs: 150 }),
];

const FAULTY = FAULT_NAMES.map((name) => larchAccount(faultyAccountId(name), { label: FAULTS[name].shows }));

export const simulation: Simulation = {
  start: (options) => startSimulatedLarch({ accounts: [...WORKING, ...FAULTY], ...options }, credentials),
  credentials,
  accountIds: WORKING.map(({ id }) => id),
};
