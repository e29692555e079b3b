import { expect, it } from 'vitest';
import { createCapacity } from '../../src/deletion/capacity.ts';

it('a provider that is full refuses at once, has room again when a task ends, and takes none of the room of another', async () => {
  const withinCapacity = createCapacity(2);
  const ends: (() => void)[] = [];
  const hangs = () => new Promise<string>((resolve) => ends.push(() => resolve('done')));
  const run = (provider: string, task = hangs) => withinCapacity(provider, task, () => 'refused');

  const first = [run('ONE'), run('ONE')];
  expect(await run('ONE')).toBe('refused');
  expect(await run('OTHER', async () => 'done')).toBe('done');
  ends[0]?.();
  expect(await first[0]).toBe('done');
  await expect(run('ONE', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await run('ONE', async () => 'done')).toBe('done');
});
