import type { ProviderName } from './deletion.ts';

/** How long a task may wait for room, in milliseconds, and how many may wait at one provider. */
const ROOM_WITHIN_MS = 500;
const MOST_WAITING = 3_000;

/**
 * Bounds what runs at once, apart for each provider: one that hangs must not fill the process. What does not fit waits for a
 * moment, in the order of arrival: whoever is refused at once asks again at once, and takes the time that others need.
 *
 * @param most tasks at once at one provider
 */
export function createCapacity(most: number, sleep: (ms: number) => Promise<unknown>) {
  const rooms = new Map<ProviderName, { free: number; readonly waiting: Set<(hasRoom: boolean) => void> }>();

  return async <T>(provider: ProviderName, task: () => Promise<T>, refuse: () => T): Promise<T> => {
    const room = rooms.get(provider) ?? { free: most, waiting: new Set() };
    rooms.set(provider, room);
    const { waiting } = room;
    if (room.free > 0) room.free -= 1;
    else if (waiting.size >= MOST_WAITING) return refuse();
    else {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      waiting.add(resolve);
      sleep(ROOM_WITHIN_MS).then(() => waiting.delete(resolve) && resolve(false));
      if (!(await promise)) return refuse();
    }
    try {
      return await task();
    } finally {
      const [next] = waiting; // it gets this one's room
      if (next === undefined) room.free += 1;
      else {
        waiting.delete(next);
        next(true);
      }
    }
  };
}
