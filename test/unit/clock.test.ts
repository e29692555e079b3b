import { expect, it } from 'vitest';
import { createClock } from '../../src/clock.ts';

function clockAt() {
  const hardware = { monotonic: 500, wall: 1_700_000_000_000 };
  const clock = createClock(
    () => hardware.monotonic,
    () => hardware.wall,
  );
  return {
    pass(monotonic: number, wall: number): number {
      const before = clock.now();
      hardware.monotonic += monotonic;
      hardware.wall += wall;
      return clock.now() - before;
    },
  };
}

it.each([
  ['time passes', 40, 40, 40],
  ['the machine was suspended: its monotonic clock stood still', 5, 60_000, 60_000],
  ['the wall clock was set forward: a lease may be over', 10, 40_000, 40_000],
  ['the wall clock was set back: time passes all the same', 10, -3_600_000, 10],
])('%s', (_what, monotonic, wall, passed) => {
  const { pass } = clockAt();
  expect(pass(monotonic, wall)).toBe(passed);
});

it('runs no faster for being looked at often, though the wall clock counts whole milliseconds', () => {
  let time = 1_000;
  const clock = createClock(
    () => time,
    () => 1_700_000_000_000 + Math.floor(time),
  );
  const before = clock.now();
  for (let n = 0; n < 10_000; n += 1) {
    time += 0.1;
    clock.now();
  }
  expect(clock.now() - before).toBeCloseTo(1_000, 0);
});

it('goes on from a step in either direction', () => {
  const { pass } = clockAt();
  expect([pass(10, -5_000), pass(10, 10), pass(10, 5_010), pass(10, 10)]).toEqual([10, 10, 5_010, 10]);
});
