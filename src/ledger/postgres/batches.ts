import { LedgerUnavailableError } from '../../deletion/ledger.ts';
import { BEGINS_WITHIN_MS, type Connections, type Session } from './connections.ts';

/** The largest batch: it must be done within a second, however long the texts are. */
const MAX_STEPS = 256;
const MAX_CHARACTERS = 1_000_000;

/** A step for one row. */
export interface Waiting<In, Out> {
  readonly name: string;
  readonly input: In;
  /** `performance.now()` of the call. */
  readonly startedAt: number;
  readonly done: PromiseWithResolvers<Out>;
}

/**
 * Combines the steps of one turn of the event loop, and those that came during the previous batch, into one batch. One
 * batch runs at a time and has each row once: steps for one row are executed in order.
 *
 * @param run settles `done` of every step, or rejects
 * @param lengthOf the length of a step in characters
 */
export function createBatches<In, Out>(
  { use }: Pick<Connections, 'use'>,
  run: (session: Session, batch: readonly Waiting<In, Out>[]) => Promise<void>,
  lengthOf: (input: In) => number = () => 0,
): (name: string, input: In) => Promise<Out> {
  let queue: Waiting<In, Out>[] = [];
  let isAtWork = false;

  async function work(): Promise<void> {
    isAtWork = true;
    while (queue.length > 0) {
      await new Promise(setImmediate);
      const batch = nextBatch();
      const [oldest] = batch;
      if (oldest === undefined) continue;
      await use(oldest.startedAt, (session) => run(session, batch)).catch((fault: unknown) => {
        for (const { done } of batch) done.reject(fault); // no effect on steps that are settled already
      });
    }
    isAtWork = false;
  }

  function nextBatch(): readonly Waiting<In, Out>[] {
    const batch = new Map<string, Waiting<In, Out>>();
    const rest: Waiting<In, Out>[] = [];
    let characters = 0;
    for (const waiting of queue) {
      if (performance.now() > waiting.startedAt + BEGINS_WITHIN_MS) {
        waiting.done.reject(new LedgerUnavailableError('The ledger was too busy'));
      } else if (batch.has(waiting.name) || batch.size >= MAX_STEPS || characters > MAX_CHARACTERS) {
        rest.push(waiting);
      } else {
        batch.set(waiting.name, waiting);
        characters += lengthOf(waiting.input);
      }
    }
    queue = rest;
    return [...batch.values()];
  }

  return (name, input) => {
    const done = Promise.withResolvers<Out>();
    queue.push({ name, input, startedAt: performance.now(), done });
    if (!isAtWork) void work();
    return done.promise;
  };
}
