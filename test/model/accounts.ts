import type { Sent } from './run.ts';
import type { World } from './world.ts';

/** A delete request of the key that deleted the account. */
export interface Effect {
  readonly sent: Sent;
  readonly at: number;
  readonly account: string;
}

/** The accounts as they truly are, and what has happened to them. */
export class Accounts {
  readonly effects: Effect[] = [];
  /** When an outsider brought an account back. */
  readonly restores: { readonly account: string; readonly at: number }[] = [];
  readonly #gone = new Set<string>();
  readonly #blind: ReadonlySet<string>;
  readonly #world: World;

  /** @param blind the credentials to which no account is visible */
  constructor(world: World, blind: readonly string[]) {
    this.#world = world;
    this.#blind = new Set(blind);
  }

  isBlind(credential: string): boolean {
    return this.#blind.has(credential);
  }

  /** Whether the account is not there, as far as this credential can see. */
  isGone(account: string, credential: string): boolean {
    return this.#gone.has(account) || this.isBlind(credential);
  }

  wasGoneSince(account: string, time: number): boolean {
    return this.restores.some((restore) => restore.account === account && restore.at >= time);
  }

  delete(account: string, sent: Sent): void {
    this.#gone.add(account);
    this.effects.push({ sent, at: this.#world.now, account });
  }

  /** Somebody else deletes the account or, what makes a second effect visible at all, brings it back. */
  outsider(account: string, what: 'deletes' | 'restores'): void {
    this.#world.seen(`an outsider ${what}`);
    this.#world.tell(null, `an outsider ${what} the account`);
    if (what === 'deletes') this.#gone.add(account);
    else if (this.#gone.delete(account)) this.restores.push({ account, at: this.#world.now });
  }
}
