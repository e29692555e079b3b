import type { Mutant } from './mutants.ts';

const CONFIG = 'src/config/config.ts';
const FILES = 'src/config/secret-files.ts';

const AT_CONFIG = ['test/unit/config.test.ts'];
const AT_FILES = ['test/unit/secret-files.test.ts'];

/** Mistakes about what a process starts with. */
export const configMutants: readonly Mutant[] = [
  {
    id: 'quiescence-as-short-as-an-exchange',
    breaks: '`QUIESCENCE_MS` is longer than `PROVIDER_TIMEOUT_MS`',
    file: CONFIG,
    find: 'QUIESCENCE_MS > PROVIDER_TIMEOUT_MS',
    replace: 'QUIESCENCE_MS >= PROVIDER_TIMEOUT_MS',
    tests: AT_CONFIG,
  },
  {
    id: 'http-to-any-provider',
    breaks: 'an http URL of a provider is refused, unless it is a loopback address',
    file: CONFIG,
    find: '    ...insecureProviders(settings),\n',
    replace: '',
    tests: AT_CONFIG,
  },
  {
    id: 'loopback-by-prefix',
    breaks: 'a name that begins like a loopback address is none',
    file: 'src/config/urls.ts',
    find: '/^127(\\.\\d{1,3}){3}$/',
    replace: '/^127(\\.\\d{1,3}){3}/',
    tests: AT_CONFIG,
  },
  {
    id: 'password-for-the-key-server',
    breaks: 'a URL of the key server with credentials is refused',
    file: 'src/config/urls.ts',
    find: "['http:', 'https:'].includes(protocol) && `${username}${password}` === ''",
    replace: "['http:', 'https:'].includes(protocol) && username !== password + 'x'",
    tests: AT_CONFIG,
  },
  {
    id: 'secret-with-a-line-end',
    breaks: '`LEDGER_SECRET` has no white space at its ends',
    file: CONFIG,
    find: 'value.trim() === value',
    replace: 'value.trimStart() === value',
    tests: AT_CONFIG,
  },
  {
    id: 'page-in-production',
    breaks: 'in production the page and introspection are off unless they are asked for',
    file: CONFIG,
    find: "given.NODE_ENV === 'production'",
    replace: "given.NODE_ENV === 'PRODUCTION'",
    tests: AT_CONFIG,
  },
  {
    id: 'empty-secret-file-is-no-secret',
    breaks: 'a file for a secret that is empty is a mistake',
    file: FILES,
    find: "if (value === '') problems",
    replace: "if (value === ' ') problems",
    tests: AT_FILES,
  },
  {
    id: 'secret-file-and-variable',
    breaks: 'a secret is given as a variable or as a file, not both',
    file: FILES,
    find: 'if (given[name] !== undefined) {',
    replace: 'if (given[name] === path) {',
    tests: AT_FILES,
  },
];
