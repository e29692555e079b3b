import { vi } from 'vitest';
import { deleteAccount } from '../../examples/without-package.ts';
import { describeRecipe } from './client-suite.ts';

describeRecipe((url, headers) => ({
  async delete(intention) {
    const { idempotencyKey, ...account } = intention.input;
    const slots = new Map<string, string>();
    vi.spyOn(crypto, 'randomUUID').mockReturnValueOnce(idempotencyKey as ReturnType<typeof crypto.randomUUID>);
    const store = {
      getItem: (name: string) => slots.get(name) ?? null,
      setItem: (name: string, key: string) => void slots.set(name, key),
      removeItem: (name: string) => void slots.delete(name),
    };
    const answer = await deleteAccount(url, headers, store, account);
    if (slots.size === 0) intention.end();
    if (answer === null) throw new Error('There is no answer.');
    return answer;
  },
}));
