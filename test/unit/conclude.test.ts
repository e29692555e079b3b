import { describe, expect, it } from 'vitest';
import { conclude, concludeRejection } from '../../src/deletion/conclude.ts';
import { PERMANENT } from '../../src/deletion/deletion.ts';
import type { Failure } from '../../src/deletion/outcome.ts';
import type { Exchange, Sighting } from '../../src/deletion/provider-port.ts';

const deletion = PERMANENT;
const provider = { deletionWithoutDetails: deletion };
const failure: Failure = { code: 'DELETION_REJECTED', message: 'No.', source: 'PROVIDER' };

/** A conclusion in a few words. */
function wordsOf(conclusion: ReturnType<typeof conclude>): string {
  switch (conclusion.kind) {
    case 'settle': {
      const { outcome } = conclusion;
      return `settle ${outcome.code === 'DELETED' ? outcome.evidence : 'the failure'}`;
    }
    case 'release':
      return `release${conclusion.sent ? '' : ', not sent'}${conclusion.failure.retryAfterMs === undefined ? '' : ', wait'}`;
    default:
      return conclusion.kind;
  }
}

describe('what an exchange means', () => {
  it.each<[Exchange, string, string, string]>([
    // the exchange, for a new record, after a lost answer, after one that was lost under another credential
    [{ kind: 'deleted', deletion }, 'settle RESPONSE', 'settle RESPONSE', 'settle RESPONSE'],
    [{ kind: 'not-found', failure }, 'settle the failure', 'settle ABSENT', 'release'],
    [{ kind: 'rejected', failure }, 'settle the failure', 'read-back', 'read-back'],
    [{ kind: 'refused', failure }, 'release', 'release', 'release'],
    [{ kind: 'not-sent', failure }, 'release, not sent', 'release, not sent', 'release, not sent'],
    [{ kind: 'lost', status: 502 }, 'recover', 'recover', 'recover'],
  ])('%j: %s; %s; %s', (exchange, first, later, otherCredential) => {
    const said = (earlierLost: boolean, absenceCounts: boolean) =>
      wordsOf(conclude(exchange, { earlierLost, absenceCounts, provider }));
    expect(said(false, true)).toBe(first);
    expect(said(true, true)).toBe(later);
    expect(said(true, false)).toBe(otherCredential);
  });
});

describe('what a rejection after a lost answer means', () => {
  it.each<[Sighting, number, string]>([
    [{ kind: 'deleted', deletion }, 5_000, 'settle OBSERVED'],
    [{ kind: 'absent' }, 5_000, 'settle ABSENT'],
    [{ kind: 'present' }, 0, 'settle the failure'],
    [{ kind: 'present' }, 5_000, 'release, wait'],
    [{ kind: 'unreadable' }, 0, 'release'],
  ])('%j, %i ms before the end of the quiescence: %s', (sighting, quietMs, words) => {
    expect(wordsOf(concludeRejection(failure, sighting, quietMs, provider))).toBe(words);
  });
});
