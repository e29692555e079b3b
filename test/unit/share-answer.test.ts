import { describe, expect, it } from 'vitest';
import { shareAnswer, shareRound } from '../../src/http/share-answer.ts';
import { createFakeClock } from '../support/fake-clock.ts';

describe('a shared answer', () => {
  it('is asked for once by all who want to know within its time, and again after it', async () => {
    const clock = createFakeClock();
    let asked = 0;
    const ask = shareAnswer(1_000, async () => ++asked, clock.now);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
    clock.advance(999);
    expect(await ask()).toBe(1);
    clock.advance(1);
    expect(await ask()).toBe(2);
  });

  it('is waited for by all, however long it takes', async () => {
    const clock = createFakeClock();
    const slow = Promise.withResolvers<string>();
    let asked = 0;
    const ask = shareAnswer(
      1_000,
      () => {
        asked += 1;
        return slow.promise;
      },
      clock.now,
    );
    const first = ask();
    clock.advance(5_000);
    const second = ask();
    slow.resolve('late');
    expect(await Promise.all([first, second])).toEqual(['late', 'late']);
    expect(asked).toBe(1);
    await ask();
    expect(asked).toBe(2);
  });
});

describe('an answer shared in one round of the event loop', () => {
  it('is asked for once by all of them, after they have asked', async () => {
    let asked = 0;
    const ask = shareRound(async () => ++asked);
    const answers = Promise.all([ask(), ask(), ask()]);
    expect(asked).toBe(0);
    expect(await answers).toEqual([1, 1, 1]);
    expect(await ask()).toBe(2);
  });

  it('is asked for again when it failed', async () => {
    let asked = 0;
    const ask = shareRound(async () => {
      asked += 1;
      if (asked === 1) throw new Error('no');
      return asked;
    });
    await expect(ask()).rejects.toThrow('no');
    expect(await ask()).toBe(2);
  });
});
