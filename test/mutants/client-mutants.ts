import { alwaysTrue, remove, replace } from './change.ts';
import type { Mutant } from './mutants.ts';

const AT_RETRY = ['test/clients/delete-with-retry.test.ts'];
const AT_INTENTION = ['test/clients/intention.test.ts'];
const AT_DELETIONS = ['test/clients/deletions.test.ts'];
const AT_ABANDON = ['test/clients/abandon.test.ts'];
const AT_APOLLO = ['test/clients/apollo-client.test.ts'];
const AT_URQL = ['test/clients/urql.test.ts'];

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
    change: remove('createDeletions.follow', 'run.intention = keptAt(slot) ?? run.intention'),
    tests: AT_DELETIONS,
  },
  {
    id: 'client-kept-key-is-not-its-own',
    breaks: 'a tab that sends the key which another tab kept hears of that key',
    change: replace(
      'createDeletions.follow',
      'run.intention = keptAt(slot) ?? run.intention',
      'run = { ...run, intention: keptAt(slot) ?? run.intention }',
    ),
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
  {
    id: 'client-abandoned-mark-without-room',
    breaks: 'a full storage has room for the mark of what the user abandons',
    change: replace('intentionAt.abandon', 'input: { idempotencyKey }', 'input'),
    tests: AT_INTENTION,
  },
  {
    id: 'client-abandoned-elsewhere-ends-unfinished',
    breaks: 'a run whose key another tab abandoned ends as abandoned',
    change: remove('createDeletions.leave', 'run.intention.isAbandoned'),
    tests: AT_DELETIONS,
  },
  {
    id: 'client-abandoned-without-a-key',
    breaks: 'a run that the user abandons ends as abandoned, though its key is not kept any more',
    change: remove('createDeletions.leave', 'run.giveUp.signal.reason === ABANDONED'),
    tests: AT_DELETIONS,
  },
  {
    id: 'client-abandoned-though-kept',
    breaks: 'a run whose key could not be marked as abandoned does not end as abandoned',
    change: replace('createDeletions.abandon', 'run?.giveUp.abort(fault)', 'run?.giveUp.abort(ABANDONED)'),
    tests: AT_DELETIONS,
  },
  {
    id: 'client-outcome-overwritten',
    breaks: 'the outcome that another tab has counts for more than a last answer that is not final',
    change: remove('createDeletions.leave', 'if (hasOutcome(slot)) …'),
    tests: AT_DELETIONS,
  },
  {
    id: 'client-sends-an-expired-key',
    breaks: 'a key that the gateway may have forgotten is not sent',
    change: remove('deleteWithRetry', 'if (intention.isExpired) …'),
    tests: AT_DELETIONS,
  },
  {
    id: 'client-sends-after-the-time',
    breaks: 'nothing is sent after the time for all attempts, on a machine that slept neither',
    change: remove('deleteWithRetry', 'waiting.throwIfOver()'),
    tests: AT_DELETIONS,
  },
  {
    id: 'client-sends-after-an-abort-apollo',
    breaks: 'nothing is sent over Apollo Client after an abort',
    change: remove('tellingLatecomers', 'if (own.signal.aborted) …'),
    tests: AT_APOLLO,
  },
  {
    id: 'client-sends-after-an-abort-urql',
    breaks: 'nothing is sent over urql after an abort',
    change: remove('once.abort', 'cancel?.()'),
    tests: AT_URQL,
  },
  {
    id: 'client-abort-ends-other-requests',
    breaks: 'an abort over urql ends its own request, and no other one of the same key',
    change: replace('createUrqlTransport', 'key: lastKey', 'key: request.key'),
    tests: AT_URQL,
  },
];
