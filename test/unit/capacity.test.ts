import { expect, it } from 'vitest';
import { createCapacity } from '../../src/deletion/capacity.ts';

function setUp(most: number) {
  const sleeps: { readonly ms: number; readonly wake: () => void }[] = [];
  const sleep = (ms: number) => new Promise<void>((wake) => sleeps.push({ ms, wake }));
  const ends: (() => void)[] = [];
  const hangs = () => new Promise<string>((resolve) => ends.push(() => resolve('done')));
  const withinCapacity = createCapacity(most, sleep);
  const run = (provider: string, task = hangs) => withinCapacity(provider, task, () => 'refused');
  return { run, ends, sleeps };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

it('a provider that is full lets a task wait for half a second, and takes none of the room of another', async () => {
  const { run, ends, sleeps } = setUp(2);
  const first = [run('ONE'), run('ONE')];
  const refused = run('ONE');
  expect(await run('OTHER', async () => 'done')).toBe('done');
  expect(sleeps.map(({ ms }) => ms)).toEqual([500]);
  sleeps[0]?.wake();
  expect(await refused).toBe('refused');

  ends[0]?.();
  expect(await first[0]).toBe('done');
  run('ONE'); // its room is free again
  expect(ends).toHaveLength(3);
  ends[2]?.();
  await settle();
  await expect(run('ONE', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await run('ONE', async () => 'done')).toBe('done');
});

it('a task that ends gives its room to the one that has waited for longest', async () => {
  const { run, ends, sleeps } = setUp(1);
  run('ONE');
  const [second, third] = [run('ONE'), run('ONE')];
  ends[0]?.();
  await settle();
  expect(ends).toHaveLength(2);
  for (const { wake } of sleeps) wake(); // too late for the second, which runs
  expect(await third).toBe('refused');
  ends[1]?.();
  expect(await second).toBe('done');
  run('ONE');
  expect(ends).toHaveLength(3);
});

it('a task that ends gives its room on, however little those before it have waited', async () => {
  const { run, ends } = setUp(1);
  for (let n = 0; n < 3; n += 1) run('ONE');
  for (const count of [1, 2, 3]) {
    expect(ends).toHaveLength(count);
    ends.at(-1)?.();
    await settle();
  }
});

it('refuses at once when 3,000 wait', async () => {
  const { run, sleeps } = setUp(1);
  for (let n = 0; n < 3_001; n += 1) run('ONE');
  expect(await Promise.race([run('ONE'), settle()])).toBe('refused');
  expect(sleeps).toHaveLength(3_000);
});
