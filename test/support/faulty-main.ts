import { run } from '../../src/run.ts';
import { CANARY } from './secrets.ts';

/** `src/main.ts`, with a fault that nobody catches: `FAULT` says which. The message has what must never be written. */
const gateway = await run(process.env, { variables: {}, headers: {} });
const fault = () => Object.assign(new Error(`${CANARY}\n    at ${CANARY}`), { credential: CANARY });

switch (process.env.FAULT) {
  case 'exception':
    process.once('SIGUSR2', () => {
      throw fault();
    });
    break;
  case 'rejection':
    process.once('SIGUSR2', () => void Promise.reject(fault()));
    break;
  case 'no error':
    process.once('SIGUSR2', () => void Promise.reject(CANARY));
    break;
  case 'again and again':
    process.once('SIGUSR2', () => {
      setInterval(() => {
        throw fault();
      }, 50);
      throw fault();
    });
    break;
  case 'in the entry':
    throw fault();
  default:
    throw new Error(`Unknown fault at ${gateway.url}`);
}
