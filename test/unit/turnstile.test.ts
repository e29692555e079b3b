import { beforeEach, describe, expect, it } from 'vitest';
import { createTurnstile, type Turnstile } from '../../src/http/turnstile.ts';

describe('the turnstile', () => {
  let time: number;
  let ends: (() => void)[];
  let turnstile: Turnstile;
  /** What each request was answered: its number, and whether it was in time. */
  let started: [number, boolean][];
  let asked: number;

  beforeEach(() => {
    time = 0;
    ends = [];
    started = [];
    asked = 0;
    turnstile = createTurnstile(
      () => time,
      (run) => ends.push(run),
    );
  });

  const settle = () => new Promise((resolve) => setImmediate(resolve));
  async function ask(count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      const number = asked++;
      turnstile.enter().then((inTime) => started.push([number, inTime]));
    }
    await settle();
  }
  async function endTurn(): Promise<void> {
    for (const end of ends.splice(0)) end();
    await settle();
  }

  it('starts a hundred requests in a turn, the others in the next turns in the order of arrival', async () => {
    await ask(250);
    expect(started).toHaveLength(100);
    await endTurn();
    expect(started).toHaveLength(200);
    await ask(10); // in the turn that has started a hundred
    expect(started).toHaveLength(200);
    await endTurn();
    expect(started.map(([number]) => number)).toEqual(Array.from({ length: 260 }, (_, n) => n));
    await endTurn();
    expect(ends).toEqual([]);
  });

  it('starts none while connections come in, until a hundred have', async () => {
    turnstile.onConnection();
    await ask(1);
    for (let accepted = 1; accepted < 100; accepted += 1) {
      await endTurn();
      expect(started).toEqual([]);
      turnstile.onConnection();
    }
    await endTurn();
    expect(started).toEqual([[0, true]]);

    turnstile.onConnection();
    await endTurn();
    await ask(1);
    expect(started).toHaveLength(1);
    await endTurn(); // nobody has connected in this one
    expect(started).toHaveLength(2);
  });

  it('ends each turn by itself, for as long as anybody waits', async () => {
    turnstile.onConnection();
    await ask(250);
    await endTurn();
    expect(started).toEqual([]);
    for (const count of [100, 200, 250]) {
      await endTurn();
      expect(started).toHaveLength(count);
    }
  });

  it('refuses what has waited for longer than a second', async () => {
    await ask(100);
    await ask(1);
    time = 1_000;
    await ask(1);
    await endTurn();
    await ask(99);
    time = 2_001;
    await endTurn();
    expect(started.slice(100, 102)).toEqual([
      [100, true],
      [101, true],
    ]);
    expect(started.at(-1)).toEqual([200, false]);
  });
});
