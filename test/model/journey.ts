import type { Sent } from './run.ts';
import type { World } from './world.ts';

interface Stage {
  readonly at: number;
  readonly happen: () => void;
}

/**
 * A delete request after it has left: on its way, then at work at the provider. Whatever still comes of it comes before its
 * latest moment, which is the limit of nature that the guarantees rest on.
 */
export class Journey {
  readonly #world: World;
  readonly #sent: Sent;
  #next: Stage | null = null;
  #hasArrived = false;

  constructor(world: World, sent: Sent) {
    this.#world = world;
    this.#sent = sent;
  }

  /** It arrives after a time, if nothing stops it. */
  travel(ms: number, arrive: () => void): void {
    this.#goOn(ms, () => {
      this.#hasArrived = true;
      arrive();
    });
  }

  /** It has arrived, and its operation ends after a time. */
  work(ms: number, done: () => void): void {
    this.#goOn(ms, done);
  }

  /**
   * Its sender gives up and resets the connection.
   *
   * @param quiescenceMs how long it may take from now on
   * @param stops whether the reset is faster than the request
   */
  givenUp(quiescenceMs: number, stops: boolean): void {
    this.#sent.latest = Math.min(this.#sent.latest, this.#world.now + quiescenceMs);
    if (this.#next === null) return;
    const { at, happen } = this.#next;
    if (stops && !this.#hasArrived) {
      this.#world.seen('a reset stopped a request');
      this.#next = null;
      return;
    }
    this.#world.seen(this.#hasArrived ? 'given up while at work' : 'given up and not stopped');
    if (at >= this.#sent.latest) this.#goOn(this.#sent.latest - 1 - this.#world.now, happen);
  }

  #goOn(ms: number, happen: () => void): void {
    const { now } = this.#world;
    const stage = { at: Math.max(now, Math.min(now + ms, this.#sent.latest - 1)), happen };
    this.#next = stage;
    this.#world.after(stage.at - now, null, () => {
      if (this.#next !== stage) return;
      this.#next = null;
      happen();
    });
  }
}
