/** How many expired records go at once, and how long it rests when there are no more. */
const BATCH = 100;
const REST_MS = 30_000;
/** Between two full batches, so that deletions go first. */
const PAUSE_MS = 50;

/**
 * Housekeeping: removes expired records in small steps. A step that fails is taken again later; nothing depends on it,
 * because an expired record counts as absent wherever it is met.
 *
 * @param sweep removes at most so many expired records, and says how many
 */
export function startSweeper(sweep: (limit: number) => Promise<number>, restMs = REST_MS): { stop(): void } {
  let timer = setTimeout(step, restMs).unref();
  let stopped = false;

  async function step(): Promise<void> {
    const gone = await sweep(BATCH).catch(() => 0);
    if (!stopped) timer = setTimeout(step, gone === BATCH ? PAUSE_MS : restMs).unref();
  }
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
