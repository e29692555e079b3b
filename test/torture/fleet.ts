import { setTimeout as sleep } from 'node:timers/promises';
import { type SpawnedGateway, spawnGateway } from '../support/spawn-gateway.ts';
import type { Random } from './random.ts';

/** Several gateway processes that are killed and frozen at random moments. */
export interface Fleet {
  /** The GraphQL endpoint of any process; it may be dead or frozen. */
  anyUrl(): string;
  readonly kills: number;
  readonly freezes: number;
  /** Stops the chaos and sees that all processes run. */
  calm(): Promise<void>;
  close(): Promise<void>;
}

/** Between two blows, and how long a frozen process sleeps, in milliseconds: beyond its lease at times. */
const PAUSE_MS = [150, 600] as const;
const FREEZE_MS = [50, 4_000] as const;

interface Member {
  gateway: SpawnedGateway;
  url: string;
}

/** @param entry what each process runs; by default what `npm start` does */
export async function startFleet(
  size: number,
  env: Record<string, string>,
  random: Random,
  entry?: string,
): Promise<Fleet> {
  /** A start gives up when the ledger stays away for 10 s. Then it is started again, as any host would. */
  const start = async (): Promise<Member> => {
    const gateway = spawnGateway(env, entry);
    try {
      return { gateway, url: await gateway.ready };
    } catch (fault) {
      if (!gateway.output.stderr.includes('could not be reached')) throw fault;
      return start();
    }
  };
  const [first, ...others] = await Promise.all(Array.from({ length: size }, start));
  if (first === undefined) throw new Error('A fleet has at least one process');
  const members: [Member, ...Member[]] = [first, ...others];

  let calm = false;
  let kills = 0;
  let freezes = 0;
  const thaws: Promise<void>[] = [];

  async function chaos(): Promise<void> {
    while (!calm) {
      await sleep(random.between(...PAUSE_MS));
      const member = random.pick(members);
      if (random.chance(0.5)) {
        kills += 1;
        await member.gateway[Symbol.asyncDispose]();
        Object.assign(member, await start());
      } else {
        freezes += 1;
        thaws.push(freeze(member.gateway, random.between(...FREEZE_MS)));
      }
    }
  }
  const ended = chaos();
  ended.catch(() => {}); // `calm` tells it

  return {
    anyUrl: () => random.pick(members).url,
    get kills() {
      return kills;
    },
    get freezes() {
      return freezes;
    },
    async calm() {
      calm = true;
      await ended;
      await Promise.all(thaws);
    },
    async close() {
      calm = true;
      await ended.catch(() => {});
      await Promise.all(members.map(({ gateway }) => gateway[Symbol.asyncDispose]()));
    },
  };
}

async function freeze({ process: frozen }: SpawnedGateway, ms: number): Promise<void> {
  frozen.kill('SIGSTOP');
  await sleep(ms);
  frozen.kill('SIGCONT');
}
