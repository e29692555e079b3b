import type { Deletion } from '../../src/deletion/deletion.ts';
import type { Failure } from '../../src/deletion/outcome.ts';
import type { Exchange, Sighting } from '../../src/deletion/provider-port.ts';
import type { ProviderDefinition } from '../../src/providers/provider.ts';
import type { Accounts } from './accounts.ts';
import type { Journey } from './journey.ts';
import type { Sent } from './run.ts';
import type { World } from './world.ts';

const said = (code: Failure['code']): Failure => ({ code, message: 'No.', source: 'PROVIDER', providerCode: 'no' });
const refused = (code: Failure['code']): Exchange => ({ kind: 'refused', failure: said(code) });
const NOT_FOUND: Exchange = { kind: 'not-found', failure: said('ACCOUNT_NOT_FOUND') };
const REJECTED: Exchange = { kind: 'rejected', failure: said('DELETION_REJECTED') };
const CONFLICT: Exchange = { kind: 'lost', providerCode: 'conflict' };
const FAILED: Exchange = { kind: 'lost', providerCode: 'internal' };
export const NOT_SENT: Exchange = { kind: 'not-sent', failure: said('UNAVAILABLE') };

/** How a simulated provider differs from the other. */
export interface Manner {
  readonly provider: ProviderDefinition;
  /** The account reads as its own 404 once it is deleted, where that is not for good. */
  readonly hidesDeleted: boolean;
  /** Answers 400, 404 and 500 are kept under a key that it recognises, too; otherwise such a request is run anew. */
  readonly keepsRefusals: boolean;
  /** It rejects nothing, and requests to it may take half an hour, given up or not. */
  readonly isFar: boolean;
}

interface Request {
  readonly sent: Sent;
  readonly key: string;
  readonly credential: string;
  readonly journey: Journey;
}

/** The provider's side: its accounts, and what it remembers of keys. One for all processes. */
export class SimulatedProvider {
  readonly manner: Manner;
  readonly #kept = new Map<string, { readonly exchange: Exchange; readonly until: number }>();
  /** How many requests with a key are at work. */
  readonly #atWork = new Map<string, number>();
  readonly #world: World;
  readonly #accounts: Accounts;

  constructor(manner: Manner, world: World, accounts: Accounts) {
    this.manner = manner;
    this.#world = world;
    this.#accounts = accounts;
  }

  /** A delete request arrives. */
  arrives(request: Request, answers: (exchange: Exchange) => void): void {
    const atOnce = this.#knows(request);
    if (atOnce === null) this.#works(request, answers);
    else answers(atOnce);
  }

  /** Its answer, where it needs no work: one that recognises keys answers a key that it has seen with the first answer. */
  #knows({ key, credential }: Request): Exchange | null {
    const refusal = this.#refuses();
    if (refusal !== null) return refusal;
    if (this.#accounts.isBlind(credential)) return NOT_FOUND;
    const kept = this.#kept.get(key);
    if (kept !== undefined && this.#world.now < kept.until) {
      this.#world.seen('deduplicated');
      return kept.exchange;
    }
    const turnsAway = (this.#atWork.get(key) ?? 0) > 0 ? this.#turnsAway() : null;
    if (turnsAway !== null) this.#world.seen('a duplicate was turned away while the first was at work');
    return turnsAway;
  }

  #works({ key, sent, journey }: Request, answers: (exchange: Exchange) => void): void {
    const count = (more: number) => this.#atWork.set(key, (this.#atWork.get(key) ?? 0) + more);
    const work = () => {
      count(-1);
      answers(this.#execute(sent, key));
    };
    count(1);
    const isSlow = this.#world.choices.pick([
      [220, false],
      [36, true],
    ]);
    if (!isSlow) {
      work();
      return;
    }
    this.#world.seen('slow work');
    this.#world.tell(null, `the request of ${sent.run.owner} is at work`);
    journey.work(this.#world.choices.between(20, 50_000), work);
  }

  /** Answers of its front door: they run no operation, and are kept under no key. */
  #refuses(): Exchange | null {
    return this.#world.choices.pick<Exchange | null>([
      [230, null],
      [7, refused('UNAUTHORIZED')],
      [5, refused('FORBIDDEN')],
      [7, refused('RATE_LIMITED')],
      [7, refused('UNAVAILABLE')], // a 404 that is not the provider's own
    ]);
  }

  /** What a duplicate is told while the first is at work; null: it is run as well, which only one does that recognises no keys. */
  #turnsAway(): Exchange | null {
    if (this.manner.isFar) return CONFLICT;
    return this.#world.choices.pick<Exchange | null>([
      [1, recognisesKeys(this.manner) ? CONFLICT : null],
      [1, REJECTED],
    ]);
  }

  #execute(sent: Sent, key: string): Exchange {
    const { isFar, keepsRefusals, provider } = this.manner;
    const { accountId } = sent;
    const [how, answer] = this.#world.choices.pick<readonly ['deletes' | 'does nothing', Exchange | null]>([
      [205, ['deletes', null]],
      [16, ['does nothing', isFar ? FAILED : REJECTED]],
      [16, ['does nothing', FAILED]],
      [19, ['deletes', FAILED]],
    ]);
    const deletes = how === 'deletes' && !this.#accounts.isGone(accountId, sent.run.credential);
    if (deletes) this.#accounts.delete(accountId, sent);
    if (deletes && answer !== null) this.#world.seen('a 500 after the work was done');
    const done: Exchange = { kind: 'deleted', deletion: this.#deletion(`deleted at ${this.#world.now}`) };
    const exchange = answer ?? (deletes ? done : NOT_FOUND);
    if (recognisesKeys(this.manner) && (deletes || keepsRefusals)) {
      const { resendsForMs, forgetsAfterMs } = provider.deletion;
      this.#kept.set(key, { exchange, until: this.#world.now + (resendsForMs + forgetsAfterMs) / 2 });
    }
    return exchange;
  }

  reads(account: string, credential: string): Sighting {
    if (!this.#accounts.isGone(account, credential)) return { kind: 'present' };
    const { provider, hidesDeleted } = this.manner;
    if (provider.deletion.withoutDetails.permanent || hidesDeleted || this.#accounts.isBlind(credential))
      return { kind: 'absent' };
    return { kind: 'deleted', deletion: this.#deletion('seen deleted') };
  }

  #deletion(message: string): Deletion {
    const { withoutDetails } = this.manner.provider.deletion;
    return withoutDetails.permanent ? withoutDetails : Object.assign({ ...withoutDetails }, { message });
  }
}

export const recognisesKeys = ({ provider }: Manner): boolean => provider.deletion.resendsForMs > 0;
