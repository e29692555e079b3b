import type { Choices } from './choices.ts';

interface Event {
  readonly at: number;
  /** When it would have happened without any pause: after one, things happen in that order. */
  readonly due: number;
  readonly order: number;
  /** Who it happens to; null for the network, the providers and the callers. */
  readonly process: Process | null;
  readonly happen: () => unknown;
}

/** A worker process. After its end nothing of it ever runs again; while it is paused, everything of it waits. */
export class Process {
  readonly name: string;
  alive = true;
  pausedUntil = 0;
  /** How far its clock is ahead: it goes on with a wall clock that is set forward, and never back. */
  aheadMs = 0;
  /** Since when it has seen the wall clock run without a step, by that clock. */
  steadySince: number;
  /** Told when it ends: its callers get no answer. */
  readonly onCrash = new Set<() => void>();

  constructor(name: string, steadySince: number) {
    this.name = name;
    this.steadySince = steadySince;
  }

  crash(): void {
    this.alive = false;
    for (const tell of this.onCrash) tell();
  }
}

/** More events than any schedule needs: something goes round in circles. */
const MAX_EVENTS = 20_000;

/**
 * Virtual time and a queue of events. Everything that the core waits for is an event here, so that the explorer decides
 * at every `await` whether the process goes on, sleeps or dies. Nothing of real time or chance enters.
 */
export class World {
  now = 1_700_000_000_000;
  /** How far the wall clock of the machine is ahead, on which a ledger's file is. */
  wallAheadMs = 0;
  /** The latest that it ever showed before it was set. */
  latestWall = 0;
  /** How far it was set back in all: for so long a lease may last longer, to everybody alike. */
  setBackMs = 0;
  /** Sets the wall clock that a process goes by. */
  clockIsSet: (process: Process) => void = () => {};
  readonly choices: Choices;
  readonly violations: string[] = [];
  /** What happened, for whoever has to understand a violation. */
  readonly story: string[] = [];
  readonly seen: (situation: string) => void;
  #queue: Event[] = [];
  readonly #start = this.now;
  #order = 0;
  #events = 0;

  constructor(choices: Choices, seen: (situation: string) => void) {
    this.choices = choices;
    this.seen = seen;
  }

  after(ms: number, process: Process | null, happen: () => unknown): void {
    const at = this.now + Math.max(0, ms);
    this.#add({ at, due: at, order: this.#order++, process, happen });
  }

  /** What may happen to a process while it waits for something: nothing, a pause, its end. */
  disturb(process: Process): void {
    const pause = (ms: number) => () => {
      this.seen(ms < 1_000 ? 'short pause' : 'long pause');
      this.tell(process, `sleeps for ${ms} ms`);
      process.pausedUntil = Math.max(process.pausedUntil, this.now + ms);
    };
    const crash = () => {
      this.seen('crash');
      this.tell(process, 'crashes');
      process.crash();
    };
    this.choices.pick([
      [228, () => {}],
      [5, pause(70)],
      [3, pause(9_000)],
      [3, pause(24_990)],
      [6, () => pause(this.choices.between(29_500, 31_000))()], // around the end of a lease
      [3, pause(64_000)],
      [7, crash],
      [4, () => this.#suspend(process, 31_000)],
      [2, () => this.clockIsSet(process)],
    ])();
  }

  /** Its machine sleeps. The time counts for its clock, but its timers go off that much later. */
  #suspend(process: Process, ms: number): void {
    this.seen('suspended');
    this.tell(process, `is suspended for ${ms} ms`);
    process.pausedUntil = Math.max(process.pausedUntil, this.now + ms);
    process.steadySince = Math.max(process.steadySince, this.wall + ms); // that looks like a step
    const [its, others] = [true, false].map((is) => this.#queue.filter((event) => (event.process === process) === is));
    this.#queue = others ?? [];
    for (const event of its ?? []) this.#add({ ...event, at: event.at + ms, due: event.due + ms });
  }

  get wall(): number {
    return this.now + this.wallAheadMs;
  }

  /** The wall clock of these processes is set, in the eyes of those who look at it from now on. */
  stepClock(processes: readonly Process[], ms: number): void {
    this.seen('a clock stepped');
    this.tell(null, `the clock of ${processes.map(({ name }) => name).join(', ')} steps by ${ms} ms`);
    for (const process of processes) process.aheadMs += Math.max(0, ms);
  }

  violated(what: string): void {
    this.violations.push(what);
    this.tell(null, `VIOLATED ${what}`);
  }

  tell(process: Process | null, what: string): void {
    this.story.push(`${String(this.now - this.#start).padStart(9)} ${(process?.name ?? '').padEnd(4)} ${what}`);
  }

  /** Lets time go on until nothing is left to happen, or something is wrong. */
  async run(): Promise<void> {
    for (let next = this.#next(); next !== undefined && this.violations.length === 0; next = this.#next()) {
      if (next.process?.alive === false) continue;
      this.now = Math.max(this.now, next.at);
      if (next.process !== null && next.process.pausedUntil > this.now) {
        this.#add({ ...next, at: next.process.pausedUntil });
        continue;
      }
      this.#events += 1;
      if (this.#events > MAX_EVENTS) return this.violated('the schedule never ends');
      next.happen();
      // All that follows from it without waiting has happened when the turn is over.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #add(event: Event): void {
    let place = this.#queue.length;
    while (place > 0 && isLater(this.#queue[place - 1], event)) place -= 1;
    this.#queue.splice(place, 0, event);
  }

  #next(): Event | undefined {
    return this.#queue.shift();
  }
}

function isLater(one: Event | undefined, other: Event): boolean {
  if (one === undefined) return false;
  return (one.at - other.at || one.due - other.due || one.order - other.order) > 0;
}
