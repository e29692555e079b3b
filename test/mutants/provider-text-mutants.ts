import { remove, replace } from './change.ts';
import type { Mutant } from './mutants.ts';

const AT_REDACT = 'test/unit/redact.test.ts';
const AT_LOSSLESS = 'test/unit/lossless-json.test.ts';
const AT_DETAILS = 'test/contract/nuvion-details.test.ts';

/** Mistakes in what is passed on and kept of a provider's words and numbers. */
export const providerTextMutants: readonly Mutant[] = [
  {
    id: 'secrets-not-cut-out',
    breaks: "a `message` taken from a provider has the caller's credential and key cut out of it",
    change: replace('createRedact.message', 'all.cut(words)', 'words'),
    tests: [AT_REDACT],
  },
  {
    id: 'money-as-a-float',
    breaks: "a `Decimal` has the provider's digits unchanged",
    change: replace('mayLose', 'String(Number(source)) !== source', "source === ''"),
    tests: [AT_LOSSLESS, 'test/unit/vault.test.ts'],
  },
  {
    id: 'credential-in-data',
    breaks: 'the credential is cut out of every text that is passed on or kept, not only of messages',
    change: replace('createRedact.data', 'isClean()', 'body !== null'),
    tests: [AT_REDACT, AT_DETAILS],
  },
  {
    id: 'credential-in-a-deletion',
    breaks: 'the credential is cut out of what is kept of a deletion',
    change: replace('meaningOf', 'redact.data(confirmed, ofType(confirmed))', 'confirmed'),
    tests: [AT_DETAILS],
  },
  {
    id: 'credential-in-a-read',
    breaks: 'the credential is cut out of what is read',
    change: replace('createAccountReader.account', 'redact.data(account, ofProvider)', 'account'),
    tests: [AT_DETAILS],
  },
  {
    id: 'credential-in-a-list',
    breaks: 'the credential is cut out of what is listed',
    change: replace('createAccountReader.page.pageIn', 'return redact.data(page, …', 'return page'),
    tests: [AT_DETAILS],
  },
  {
    id: 'credential-in-a-field-named-provider',
    breaks: 'the credential is cut out of a text that the provider gave, whatever the name of our field for it',
    change: replace(
      'redacted',
      '[name, redacted(part, secrets, AS_SENT.includes(name))]',
      "[name, name === 'provider' ? part : redacted(part, secrets, AS_SENT.includes(name))]",
    ),
    tests: [AT_REDACT],
  },
  {
    id: 'credential-in-other-letters',
    breaks: 'the credential is cut out whatever the case of its letters',
    change: replace('Secrets.#everyFormPattern', "'i'", "''"),
    tests: [AT_REDACT],
  },
  {
    id: 'credential-in-disguise',
    breaks: 'the credential is cut out when it is encoded twice',
    change: replace('Secrets.#isHidden', 'seen = decoded(seen)', 'return false'),
    tests: [AT_REDACT],
  },
  {
    id: 'whole-numbers-as-floats',
    breaks: 'a whole number of many digits is kept',
    change: replace('EXACT', '15', '30'),
    tests: [AT_LOSSLESS],
  },
  {
    id: 'deep-is-not-dropped',
    breaks: 'what is nested deeper than it can be kept is dropped, and is no error',
    change: replace('objectIn', 'MAX_DEPTH', '1_000_000'),
    tests: [AT_DETAILS],
  },
  {
    id: 'dropped-unseen',
    breaks: 'an answer that is no JSON is none, also where it is too deep to be kept',
    change: remove('parseLossless', 'if (dropped) JSON.parse(text)'),
    tests: [AT_LOSSLESS],
  },
  {
    id: 'kept-without-end',
    breaks: 'what is kept for a replay is bounded',
    change: replace('MAX_KEPT_BYTES', '64', '64 * 1024'),
    tests: [AT_DETAILS],
  },
  {
    id: 'secrets-of-another-caller',
    breaks: 'of each caller its own credential is cut out',
    change: replace('ownSecrets', 'known.get(credential)', '[...known.values()][0]'),
    tests: [AT_REDACT, AT_DETAILS],
  },
  {
    id: 'type-of-a-confirmation-cut',
    breaks: 'a credential that is part of the name of a type does not cut it, in a confirmation',
    change: remove('meaningOf', 'ofType(confirmed)'),
    tests: [AT_DETAILS],
  },
  {
    id: 'type-of-a-sighting-cut',
    breaks: 'a credential that is part of the name of a type does not cut it, in an account that is read back',
    change: remove('sightingOf', 'ofType(seen)'),
    tests: [AT_DETAILS],
  },
  {
    id: 'provider-of-an-account-cut',
    breaks: "a credential that is part of a provider's name does not cut it, in an account that is read",
    change: remove('createAccountReader.account', 'ofProvider'),
    tests: [AT_DETAILS],
  },
  {
    id: 'provider-of-a-listed-account-cut',
    breaks: "a credential that is part of a provider's name does not cut it, in a list",
    change: remove('createAccountReader.page', 'accounts: cut.accounts.map(ofProvider)'),
    tests: [AT_DETAILS],
  },
];
