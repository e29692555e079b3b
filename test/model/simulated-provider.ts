import type { AccountProvider, SoftDeletion } from '../../src/deletion/deletion.ts';
import type { Failure } from '../../src/deletion/outcome.ts';
import type { Exchange, Sighting } from '../../src/deletion/provider.ts';
import type { Sent, Witness } from './witness.ts';
import type { World } from './world.ts';

const HOUR = 60 * 60 * 1000;

const said = (code: Failure['code']): Failure => ({ code, message: 'No.', source: 'PROVIDER', providerCode: 'no' });
const refused = (code: Failure['code']): Exchange => ({ kind: 'refused', failure: said(code) });
const NOT_FOUND: Exchange = { kind: 'not-found', failure: said('ACCOUNT_NOT_FOUND') };
const REJECTED: Exchange = { kind: 'rejected', failure: said('DELETION_REJECTED') };
export const NOT_SENT: Exchange = { kind: 'not-sent', failure: said('UNAVAILABLE') };

/** A deletion at Nuvion of which nothing is told. */
export const UNTOLD: SoftDeletion = {
  permanent: false,
  message: null,
  deletedAt: null,
  account: null,
  cascade: null,
  entityImpact: null,
  reversal: null,
};

/** How a simulated provider differs from the other. */
export interface Manner {
  readonly name: AccountProvider;
  /** The account reads as its own 404 once it is deleted (Nuvion). */
  readonly hidesDeleted: boolean;
  /** Answers 400 and 404 are kept under the key, too (Sequence). */
  readonly keepsRefusals: boolean;
}

/** The provider's side: accounts, and what it remembers of keys. One for all processes. */
export class SimulatedProvider {
  readonly manner: Manner;
  readonly #gone = new Set<string>();
  readonly #kept = new Map<string, { readonly exchange: Exchange; readonly until: number }>();
  readonly #world: World;
  readonly #witness: Witness;

  constructor(manner: Manner, world: World, witness: Witness) {
    this.manner = manner;
    this.#world = world;
    this.#witness = witness;
  }

  isGone(account: string): boolean {
    return this.#gone.has(account);
  }

  /** Somebody else deletes the account or, what makes a second effect visible at all, brings it back. */
  outsider(account: string, what: 'deletes' | 'restores'): void {
    this.#world.seen(`an outsider ${what}`);
    this.#world.tell(null, `an outsider ${what} the account`);
    if (what === 'deletes') this.#gone.add(account);
    else if (this.#gone.delete(account)) this.#witness.restores.push({ account, at: this.#world.now });
  }

  /** A delete request arrives. Sequence answers a key that it has seen within 24 hours with the first answer. */
  arrives(sent: Sent, key: string): Exchange {
    const { name, keepsRefusals } = this.manner;
    const kept = this.#kept.get(key);
    if (name === 'SEQUENCE' && kept !== undefined && this.#world.now < kept.until) {
      this.#world.seen('deduplicated');
      return kept.exchange;
    }
    const exchange = this.#execute(sent);
    if (exchange.kind === 'deleted' || (keepsRefusals && ['not-found', 'rejected'].includes(exchange.kind))) {
      this.#kept.set(key, { exchange, until: this.#world.now + 24 * HOUR });
    }
    return exchange;
  }

  #execute(sent: Sent): Exchange {
    const { accountId } = sent;
    const refusal = this.#world.choices.pick<Exchange | null>([
      [200, null],
      [7, refused('UNAUTHORIZED')],
      [5, refused('FORBIDDEN')],
      [7, refused('RATE_LIMITED')],
      [7, refused('UNAVAILABLE')], // a 404 that is not the provider's own
      [15, REJECTED],
      [15, { kind: 'lost', providerCode: 'conflict' }],
    ]);
    if (refusal !== null) return refusal;
    if (this.#gone.has(accountId)) return NOT_FOUND;
    this.#gone.add(accountId);
    this.#witness.effects.push({ sent, at: this.#world.now, account: accountId });
    return { kind: 'deleted', deletion: this.#deletion(`deleted at ${this.#world.now}`) };
  }

  reads(account: string): Sighting {
    if (!this.#gone.has(account)) return { kind: 'present' };
    const { name, hidesDeleted } = this.manner;
    if (name === 'SEQUENCE' || hidesDeleted) return { kind: 'absent' };
    return { kind: 'deleted', deletion: this.#deletion('seen deleted') };
  }

  #deletion(message: string) {
    if (this.manner.name === 'SEQUENCE') return { permanent: true } as const;
    return { ...UNTOLD, message };
  }
}
