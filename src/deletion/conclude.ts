import type { Deleted, Failure, Outcome } from './outcome.ts';
import type { Exchange, Provider, Sighting } from './provider-port.ts';
import { UnreachableCaseError } from './unreachable-case.ts';

/** What a run does about the exchange that it has just had with a provider. */
export type Conclusion =
  /** The outcome is known: it is recorded for good. */
  | { readonly kind: 'settle'; readonly outcome: Outcome }
  /** This attempt was not executed: it is undone in the record. `sent`: whether the provider has seen it. */
  | { readonly kind: 'release'; readonly failure: Failure; readonly sent: boolean }
  /** A rejection after a lost answer: the account is read first, see `concludeRejection`. */
  | { readonly kind: 'read-back'; readonly rejection: Failure }
  /** The answer is lost: `nextStep` decides how to recover. */
  | { readonly kind: 'recover'; readonly status?: number | undefined; readonly providerCode?: string | undefined };

/** What a run must know about its record to judge an exchange. */
export interface Circumstances {
  /** Whether an earlier answer of this record is lost: then the earlier request may be the reason for a refusal. */
  readonly earlierLost: boolean;
  /** Whether the request was sent under the credential of the lost one. Another may not see an account that exists. */
  readonly absenceCounts: boolean;
  readonly provider: Pick<Provider, 'deletionWithoutDetails'>;
}

/** Decides what to do about an exchange. What each kind of exchange stands for: see `Exchange`. */
export function conclude(exchange: Exchange, { earlierLost, absenceCounts, provider }: Circumstances): Conclusion {
  switch (exchange.kind) {
    case 'deleted':
      return settle({ code: 'DELETED', evidence: 'RESPONSE', deletion: exchange.deletion });
    case 'not-found':
      if (!earlierLost) return settle(exchange.failure);
      return absenceCounts ? settle(goneAs({ kind: 'absent' }, provider)) : release(exchange.failure);
    case 'rejected':
      return earlierLost ? { kind: 'read-back', rejection: exchange.failure } : settle(exchange.failure);
    case 'refused':
      return release(exchange.failure);
    case 'not-sent':
      return { ...release(exchange.failure), sent: false };
    case 'lost':
      return { kind: 'recover', status: exchange.status, providerCode: exchange.providerCode };
    default:
      throw new UnreachableCaseError(exchange);
  }
}

/**
 * Decides what a rejection after a lost answer means: the lost request may be the reason for it, or may still be at work.
 *
 * @param sighting what reading the account showed after the rejection
 * @param quietMs how long lost requests may still be at work, in milliseconds
 */
export function concludeRejection(
  rejection: Failure,
  sighting: Sighting,
  quietMs: number,
  provider: Circumstances['provider'],
): Conclusion {
  if (isGone(sighting)) return settle(goneAs(sighting, provider));
  if (sighting.kind === 'unreadable') return release(rejection);
  return quietMs === 0 ? settle(rejection) : release({ ...rejection, retryAfterMs: quietMs });
}

type GoneSighting = Extract<Sighting, { kind: 'deleted' | 'absent' }>;

/** Whether a reading of the account proves that it is gone. */
export const isGone = (sighting: Sighting): sighting is GoneSighting =>
  sighting.kind === 'deleted' || sighting.kind === 'absent';

/** The success that such a reading proves. */
export const goneAs = (sighting: GoneSighting, { deletionWithoutDetails }: Circumstances['provider']): Deleted =>
  sighting.kind === 'deleted'
    ? { code: 'DELETED', evidence: 'OBSERVED', deletion: sighting.deletion }
    : { code: 'DELETED', evidence: 'ABSENT', deletion: deletionWithoutDetails };

const settle = (outcome: Outcome) => ({ kind: 'settle', outcome }) as const;
const release = (failure: Failure) => ({ kind: 'release', failure, sent: true }) as const;
