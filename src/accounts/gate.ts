/** Runs tasks, so many at once at most, in the order in which they came. */
export function createGate(atOnce: number) {
  let running = 0;
  const waiting: (() => void)[] = [];

  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (running === atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await task();
    } finally {
      // The place goes to the next in line without ever being free.
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
