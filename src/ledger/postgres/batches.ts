import { LedgerUnavailableError } from '../../deletion/ledger.ts';
import { BEGINS_WITHIN_MS, type Connections, type Session } from './connections.ts';

/** The most that one batch takes: it has to be done within a second, however long the texts are. */
const MAX_STEPS = 256;
const MAX_CHARACTERS = 1_000_000;

/** Something to be done to one row. */
export interface Waiting<In, Out> {
  readonly name: string;
  readonly input: In;
  /** By `performance.now()`. */
  readonly startedAt: number;
  readonly done: PromiseWithResolvers<Out>;
}

/**
 * Gathers steps, so that all of one turn of the event loop, and all that came while the last batch was at work, go together.
 * One batch is at work at a time, and each row is in it once: steps of one row are taken in their order.
 *
 * @param run answers all that it is given, or rejects
 * @param lengthOf how many characters a step has
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
        for (const { done } of batch) done.reject(fault); // does nothing where there is an answer already
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
