import type { Provider } from '../../src/deletion/provider-port.ts';
import type { ProviderDefinition } from '../../src/providers/provider.ts';
import { SETTINGS } from '../support/core.ts';
import type { Random } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** A provider in virtual time that deletes accounts, or does not, and of which no answer arrives until it is healed. */
export interface SilentProvider {
  readonly provider: Provider;
  /** Delete requests that arrived. */
  readonly deletes: number;
  /** Accounts that are deleted. */
  readonly gone: ReadonlySet<string>;
  /** The longest that an answer takes, in milliseconds. */
  readonly answersWithinMs: number;
  /** From now on it answers. */
  heal(): void;
}

const ANSWERS_MS = [20, 300] as const;
/** A request executes this often, and so often only after its sender has given up, within the quiescence. */
const EXECUTES = 0.6;
const LATE = 0.1;

export function startSilentProvider(
  { name, deletion: { resendsForMs, forgetsAfterMs, withoutDetails } }: ProviderDefinition,
  time: VirtualTime,
  random: Random,
): SilentProvider {
  const gone = new Set<string>();
  let deletes = 0;
  let healed = false;

  const provider: Provider = {
    name,
    resendsForMs,
    forgetsAfterMs,
    deletionWithoutDetails: withoutDetails,
    async delete({ accountId, timeoutMs }) {
      deletes += 1;
      await time.sleep(random.between(...ANSWERS_MS));
      if (random.chance(EXECUTES)) gone.add(accountId);
      else if (random.chance(LATE))
        time.sleep(random.between(0, SETTINGS.quiescenceMs)).then(() => gone.add(accountId));
      if (healed) return { kind: 'deleted', deletion: withoutDetails };
      await time.sleep(random.chance(0.5) ? 0 : timeoutMs); // the connection is reset, or nothing comes
      return { kind: 'lost' };
    },
    async readBack({ accountId }) {
      await time.sleep(random.between(...ANSWERS_MS));
      if (!healed) return { kind: 'unreadable' };
      if (!gone.has(accountId)) return { kind: 'present' };
      return withoutDetails.permanent ? { kind: 'absent' } : { kind: 'deleted', deletion: withoutDetails };
    },
  };

  return {
    provider,
    gone,
    get deletes() {
      return deletes;
    },
    answersWithinMs: ANSWERS_MS[1],
    heal() {
      healed = true;
    },
  };
}
