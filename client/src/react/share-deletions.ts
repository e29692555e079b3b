import { createDeletions, type Deletions, type DeletionsOptions } from '../deletions.ts';
import type { Transport } from '../transport.ts';

const shared = new WeakMap<object, Map<string, Deletions>>();

/** One `Deletions` for a client and an owner, whatever components come and go. The first caller's options count. */
export function shareDeletions(client: object, options: DeletionsOptions, connect: () => Transport): Deletions {
  const owners = shared.get(client) ?? new Map<string, Deletions>();
  shared.set(client, owners);
  const owner = options.owner ?? '';
  const deletions = owners.get(owner) ?? createDeletions(connect(), options);
  owners.set(owner, deletions);
  return deletions;
}

/** On signing out: sends nothing more for whoever used this client. The keys are kept. */
export function stopDeletions(client: object): void {
  for (const deletions of shared.get(client)?.values() ?? []) deletions.stop();
}

/**
 * Resumes what an owner began, and sends nothing more for another one: who signs in without a reload sends their own
 * credential with the same client.
 */
export function takeOver(client: object, deletions: Deletions): void {
  for (const others of shared.get(client)?.values() ?? []) if (others !== deletions) others.stop();
  deletions.resume();
}
