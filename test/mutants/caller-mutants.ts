import { remove, replace, reword } from './change.ts';
import type { Mutant } from './mutants.ts';

const AT_HEADERS = 'test/unit/request-headers.test.ts';
const AT_CALLER = 'test/unit/caller-access.test.ts';

/** Mistakes in what is taken from callers and given to them: credentials, keys, ids, limits and advice. */
export const callerMutants: readonly Mutant[] = [
  {
    id: 'scheme-in-one-case-only',
    breaks: 'a credential is recognised by its scheme in any case',
    change: replace('callerOfCredential', 'scheme.toLowerCase()', 'scheme'),
    tests: ['test/unit/caller-access.test.ts'],
  },
  {
    id: 'credential-to-the-other-provider',
    breaks: 'a credential never reaches the other provider',
    change: replace('createCallerAccess', '(owner === provider ? authorization : null)', 'authorization'),
    tests: [AT_CALLER],
  },
  {
    id: 'key-stays-quoted',
    breaks: 'a quoted key is the same key as a bare one',
    change: replace('idempotencyKeyOf', "!line.startsWith('\"')", "line !== ''"),
    tests: [AT_HEADERS],
  },
  {
    id: 'two-keys-accepted',
    breaks: 'more than one key header is `InvalidInputError`',
    change: replace('idempotencyKeyOf', 'lines.length > 1', 'lines.length > 99'),
    tests: [AT_HEADERS],
  },
  {
    id: 'any-key-is-a-key',
    breaks: 'a key is 1–255 characters 0x21–0x7E',
    change: reword('checkIdempotencyKey', '\\x21', '\\x20'),
    tests: ['test/unit/input.test.ts'],
  },
  {
    id: 'path-step-is-an-account-id',
    breaks: '`..` is no account id',
    change: replace('checkAccountId', "accountId !== '..'", "accountId !== '...'"),
    tests: ['test/unit/input.test.ts'],
  },
  {
    id: 'deletions-without-limit',
    breaks: '`MAX_DELETIONS_PER_OPERATION` refuses the whole operation',
    change: replace(
      'limitDeletions.OperationDefinition',
      "rootFields(context.getDocument(), operation, 'deleteAccount').length",
      '0',
    ),
    tests: ['test/integration/http.test.ts'],
  },
  {
    id: 'fragments-not-counted',
    breaks: '`deleteAccount` fields are counted with fragments followed',
    change: remove('rootFields.collect', 'if (fragment !== undefined) collect(fragment.selectionSet)'),
    tests: ['test/integration/http.test.ts'],
  },
  {
    id: 'unknown-says-new-key',
    breaks: 'an unknown outcome is asked again with the same key',
    change: reword('OUTCOME_UNKNOWN', 'SAME_KEY', 'NEW_KEY'),
    tests: ['test/integration/delete-account.test.ts'],
  },
  {
    id: 'missing-account-of-any-provider',
    breaks: '`missingAccountId` is the `Account.id`, which no two providers share',
    change: replace('toError', 'toGlobalId(provider, accountId)', 'accountId'),
    tests: ['test/integration/delete-account.test.ts'],
  },
  {
    id: 'whole-page-of-edges',
    breaks: 'a page of very many accounts is read like any other',
    change: replace('listAccounts', 'from + wanted + 1 - edges.length', 'answer.value.accounts.length'),
    tests: ['test/unit/list-accounts.test.ts'],
  },
];
