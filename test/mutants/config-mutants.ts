import { remove, replace, reword, swap } from './change.ts';
import type { Mutant } from './mutants.ts';

const AT_CONFIG = ['test/unit/config.test.ts'];
const AT_FILES = ['test/unit/secret-files.test.ts'];

/** Mistakes about what a process starts with. */
export const configMutants: readonly Mutant[] = [
  {
    id: 'lease-as-short-as-the-deadline',
    breaks: '`LEASE_MS` is longer than `DELETE_DEADLINE_MS`',
    change: swap('Environment', 'LEASE_MS > DELETE_DEADLINE_MS', '>='),
    tests: AT_CONFIG,
  },
  {
    id: 'quiescence-as-short-as-an-exchange',
    breaks: '`QUIESCENCE_MS` is longer than `PROVIDER_TIMEOUT_MS`',
    change: swap('Environment', 'QUIESCENCE_MS > PROVIDER_TIMEOUT_MS', '>='),
    tests: AT_CONFIG,
  },
  {
    id: 'http-to-any-provider',
    breaks: 'an http URL of a provider is refused, unless it is a loopback address',
    change: remove('loadConfig', '...insecureProviders(settings)'),
    tests: AT_CONFIG,
  },
  {
    id: 'loopback-by-prefix',
    breaks: 'a name that begins like a loopback address is none',
    change: reword('isLoopback', '{3}$', '{3}'),
    tests: AT_CONFIG,
  },
  {
    id: 'password-for-the-key-server',
    breaks: 'a URL of the key server with credentials is refused',
    change: replace('isKeyServer', "`${username}${password}` === ''", "username !== password + 'x'"),
    tests: AT_CONFIG,
  },
  {
    id: 'secret-with-a-line-end',
    breaks: '`LEDGER_SECRET` has no white space at its ends',
    change: replace('Environment', 'value.trim', 'value.trimStart'),
    tests: AT_CONFIG,
  },
  {
    id: 'page-in-production',
    breaks: 'in production the page and introspection are off unless they are asked for',
    change: reword('loadConfig', 'production', 'PRODUCTION'),
    tests: AT_CONFIG,
  },
  {
    id: 'empty-secret-file-is-no-secret',
    breaks: 'a file for a secret that is empty is a mistake',
    change: replace('withFiles', "value === ''", "value === ' '"),
    tests: AT_FILES,
  },
  {
    id: 'secret-file-and-variable',
    breaks: 'a secret is given as a variable or as a file, not both',
    change: replace('withFiles', 'given[name] !== undefined', 'given[name] === path'),
    tests: AT_FILES,
  },
];
