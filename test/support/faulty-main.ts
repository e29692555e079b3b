import { readyMadePage } from '../../src/http/ready-made-page.ts';
import { run } from '../../src/run.ts';
import { CANARY } from './secrets.ts';

/** `src/bin/start.ts`, with a fault that nobody catches: `FAULT` says which. The message has what must never be written. */
const fault = () => Object.assign(new Error(`${CANARY}\n    at ${CANARY}`), { credential: CANARY });

const FAULTS: Readonly<Record<string, () => void>> = {
  exception: () => {
    throw fault();
  },
  rejection: () => void Promise.reject(fault()),
  'no error': () => void Promise.reject(CANARY),
  'again and again': () => {
    setInterval(() => {
      throw fault();
    }, 50);
    throw fault();
  },
  'in the entry': () => {},
};

const { FAULT = '' } = process.env;
const onSignal = FAULTS[FAULT];
if (onSignal === undefined) throw new Error(`Unknown fault ${FAULT}`);
// Before the ready line, after which the signal may come.
process.once('SIGUSR2', onSignal);
await run(process.env, readyMadePage());
if (FAULT === 'in the entry') throw fault();
