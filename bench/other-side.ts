import { once } from 'node:events';
import { cpuMicros } from './cores.ts';
import type { LoadJob, LoadResult } from './load-job.ts';
import type { Workshop } from './workshop.ts';

/** The upstream stub and the load generator. */
export interface OtherSide {
  /** The base URL of the stubbed provider. */
  readonly upstream: string;
  load(job: LoadJob): Promise<LoadResult>;
  /** CPU time of both so far, in µs; null where the system does not tell. */
  cpuMicros(): number | null;
}

/** Starts both, on one core; null: on any. */
export async function startOtherSide(workshop: Workshop, core: number | null): Promise<OtherSide> {
  const stub = workshop.startHelper('bench/stub.ts', core);
  const [upstream] = await once(stub, 'message');
  const load = workshop.startHelper('bench/load.ts', core);
  const ended = once(load, 'exit').then((): never => {
    throw new Error('The load generator ended');
  });
  ended.catch(() => {});

  async function ask(job: LoadJob): Promise<LoadResult> {
    const answered = once(load, 'message');
    load.send(job);
    const [result] = (await Promise.race([answered, ended])) as [LoadResult | { readonly fault: string }];
    if ('fault' in result) throw new Error(result.fault);
    return result;
  }

  /** One job at a time, also when nobody waits for the last one any more. */
  let last: Promise<unknown> = Promise.resolve();

  return {
    upstream,
    load(job) {
      const result = last.then(() => ask(job));
      last = result.catch(() => {});
      return result;
    },
    cpuMicros() {
      const [forStub, forLoad] = [stub.pid, load.pid].map((pid) => cpuMicros(pid ?? 0));
      return forStub == null || forLoad == null ? null : forStub + forLoad;
    },
  };
}
