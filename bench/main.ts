import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { keepResults, writePage } from './performance-page.ts';
import { PLANS } from './plan.ts';
import { report } from './report.ts';
import { runBenchmark } from './run-benchmark.ts';
import { Workshop } from './workshop.ts';

const LETS_GO_WITHIN_MS = 20_000;

const { values: options } = parseArgs({
  options: {
    /** The results as one JSON object, on the last line. */
    json: { type: 'boolean', default: false },
    /** Whether the benchmark still works, in a minute. */
    smoke: { type: 'boolean', default: false },
    /** To see where a change leads, in a few minutes. */
    quick: { type: 'boolean', default: false },
    /** Runs nothing: writes `docs/performance.md` from the last full run. */
    report: { type: 'boolean', default: false },
  },
});

if (options.report) writePage();
else await bench();

async function bench(): Promise<void> {
  const plan = PLANS[options.smoke ? 'smoke' : options.quick ? 'quick' : 'full'];
  const workshop = new Workshop();
  const stopped = Promise.withResolvers<never>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => stopped.reject(new Error(`Stopped by ${signal}`)));
  }
  const limit = setTimeout(() => stopped.reject(new Error(`Not done after ${plan.limitMs / 1000} s`)), plan.limitMs);
  const running = runBenchmark(plan, workshop, console.error);
  try {
    const results = await Promise.race([running, stopped.promise]);
    if (plan.name === 'full') keepResults(results);
    console.log(report(results));
    if (options.json) console.log(JSON.stringify(results));
  } catch (fault) {
    console.error(fault);
    process.exitCode = 1;
  } finally {
    clearTimeout(limit);
    await workshop.close();
    // A run that was stopped ends by what has been taken from it; what it was starting just then is taken, too.
    await Promise.race([running.catch(() => {}), sleep(LETS_GO_WITHIN_MS)]);
    await workshop.close();
  }
  process.exit();
}
