export { type AccountDeletion, type Answer, type DeleteAccountAnswer, goneAccountId, isFinal } from './answer.ts';
export { type Attempt, deleteWithRetry, type RetryOptions } from './delete-with-retry.ts';
export type { DeletionPhase, DeletionState } from './deletion-states.ts';
export { createDeletions, type Deletions, type DeletionsOptions } from './deletions.ts';
export * from './generated.ts';
export {
  type AccountRef,
  createIntention,
  type Intention,
  type IntentionInput,
  type IntentionOptions,
  type IntentionStorage,
  pendingIntentions,
} from './intention.ts';
export { judgeFault, type Verdict } from './judge-fault.ts';
export { memoryStorage } from './storage.ts';
export { ENGLISH, type Text, type TextKey, type Texts, textFor, textForState } from './texts.ts';
export { createFetchTransport, type FetchOptions, RequestError, type Transport } from './transport.ts';
export type { TypedDocumentNode } from './typed-document.ts';
export { type KnownDeletion, type WaitOptions, waitForOutcome } from './wait-for-outcome.ts';
