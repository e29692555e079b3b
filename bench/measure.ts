import { cpuMicros } from './cores.ts';
import type { Running } from './launch.ts';
import type { LoadJob, LoadResult } from './load-job.ts';
import type { Plan } from './plan.ts';

/** What one round tells of a variant. */
export interface Round {
  readonly rps: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p50AtRateMs: number;
  readonly p99AtRateMs: number;
  /** Of the gateway's processes; null where the system does not tell. */
  readonly cpuMicrosPerRequest: number | null;
  /** How many cores the upstream and the load generator kept busy meanwhile; null where the system does not tell. */
  readonly otherSideCores: number | null;
}

export async function warmUp(running: Running, plan: Plan): Promise<void> {
  const { prime } = running.variant;
  if (prime !== undefined) await load(running, plan, { ...prime, count: prime.pool });
  await load(running, plan, { forMs: plan.warmUpMs });
}

/** At saturation, then at a moderate rate. */
export async function measureRound(running: Running, plan: Plan): Promise<Round> {
  if (plan.settleMs > 0) await load(running, plan, { forMs: plan.settleMs });
  const [cpu, otherCpu] = [cpuOf(running), running.side.cpuMicros()];
  const saturated = await load(running, plan, { forMs: plan.saturationMs });
  const [cpuAfter, otherCpuAfter] = [cpuOf(running), running.side.cpuMicros()];
  const ratePerSecond = running.variant.ratePerSecond ?? plan.ratePerSecond;
  const atRate = await load(running, plan, { forMs: plan.atRateMs, ratePerSecond });
  return {
    rps: saturated.requests / saturated.seconds,
    p50Ms: saturated.p50Ms,
    p99Ms: saturated.p99Ms,
    p50AtRateMs: atRate.p50Ms,
    p99AtRateMs: atRate.p99Ms,
    cpuMicrosPerRequest: cpu === null || cpuAfter === null ? null : (cpuAfter - cpu) / saturated.requests,
    otherSideCores:
      otherCpu === null || otherCpuAfter === null ? null : (otherCpuAfter - otherCpu) / (saturated.seconds * 1e6),
  };
}

/**
 * Asks a variant, at saturation for ten minutes at most unless told otherwise.
 *
 * @throws Error when an answer is not the one that is expected: whatever came instead is not what is measured
 */
export async function load(
  { variant, servers, side }: Pick<Running, 'variant' | 'servers' | 'side'>,
  plan: Plan,
  job: Partial<LoadJob>,
): Promise<LoadResult> {
  const connections = variant.connections ?? plan.connections;
  const urls = servers.map(({ url }) => url.href);
  const unbounded = { count: null, ratePerSecond: null, forMs: 600_000 };
  const ended = servers.map((server) => server.ended);
  const result = await Promise.race([side.load({ ...variant.ask, urls, connections, ...unbounded, ...job }), ...ended]);
  if (result.failures === 0 && result.requests > 0) return result;
  const which = `${variant.name}: of ${result.requests + result.failures} answers, ${result.failures}`;
  throw new Error(`${which} were not as expected, such as: ${result.firstFailure}`);
}

function cpuOf({ servers }: Running): number | null {
  const each = servers.map(({ pid }) => cpuMicros(pid));
  return each.includes(null) ? null : each.reduce<number>((sum, micros) => sum + (micros ?? 0), 0);
}
