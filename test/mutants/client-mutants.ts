import { alwaysTrue, remove, replace } from './change.ts';
import type { Mutant } from './mutants.ts';

const AT_RETRY = ['test/clients/delete-with-retry.test.ts'];
const AT_INTENTION = ['test/clients/intention.test.ts'];
const AT_DELETIONS = ['test/clients/deletions.test.ts'];
const AT_ABANDON = ['test/clients/abandon.test.ts'];

/** Mistakes in the client package. */
export const clientMutants: readonly Mutant[] = [
  {
    id: 'client-drops-a-sent-key',
    breaks: 'a key that was sent is kept, though a later request with it is wrong in itself',
    change: remove('deleteWithRetry', '!wasSent'),
    tests: AT_RETRY,
  },
  {
    id: 'client-takes-new-advice-for-final',
    breaks: 'advice that the client does not know is not final',
    change: replace('isFinal', "__typename === 'DeleteAccountSuccess' || …", "retry !== 'SAME_KEY'"),
    tests: AT_RETRY,
  },
  {
    id: 'client-intention-of-another-user',
    breaks: 'an intention belongs to its owner',
    change: remove('slotOf', 'encodeURIComponent(owner)'),
    tests: AT_INTENTION,
  },
  {
    id: 'client-ends-a-later-intention',
    breaks: 'an intention ends for its own key alone',
    change: replace('intentionAt.own', 'kept?.input.idempotencyKey === input.idempotencyKey ? kept : null', 'kept'),
    tests: AT_INTENTION,
  },
  {
    id: 'client-key-that-was-not-kept',
    breaks: 'two tabs that begin at the same moment send the key that was kept',
    change: remove('createDeletions.follow', 'intention = keptAt(slot) ?? mine'),
    tests: AT_DELETIONS,
  },
  {
    id: 'client-tabs-at-once',
    breaks: 'two tabs send one request after the other',
    change: alwaysTrue('openTabs.takeTurn', '!locks'),
    tests: AT_DELETIONS,
  },
  {
    id: 'client-sends-for-who-left',
    breaks: 'who signs in without a reload sends nothing for the user before',
    change: remove('takeOver', 'others.stop()'),
    tests: AT_DELETIONS,
  },
  {
    id: 'client-sends-what-was-abandoned',
    breaks: 'what the user abandons in one tab, no other tab sends again',
    change: remove('deleteWithRetry', 'if (intention.isAbandoned) …'),
    tests: AT_ABANDON,
  },
  {
    id: 'client-resumes-what-was-abandoned',
    breaks: 'what the user abandons is not resumed, and its key is not used again',
    change: remove('read', 'kept.isAbandoned'),
    tests: AT_ABANDON,
  },
];
