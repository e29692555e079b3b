import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { keepResults, kept, report, unfit, writePage } from './page.ts';
import { planOf } from './results.ts';
import { runBenchmark } from './run.ts';
import { Workshop } from './workshop.ts';

const LETS_GO_WITHIN_MS = 20_000;

// `--json`: the results as one JSON object, on the last line. `--smoke`: whether the benchmark still works, in a minute.
// `--report`: runs nothing, writes `docs/performance.md` and its chart from the last full run.
const flag = { type: 'boolean', default: false } as const;
const { values: options } = parseArgs({ options: { json: flag, smoke: flag, report: flag } });

if (options.report) writePage();
else await bench();

async function bench(): Promise<void> {
  const plan = planOf(options.smoke ? 'smoke' : 'full');
  const workshop = new Workshop();
  const stopped = Promise.withResolvers<never>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => stopped.reject(new Error(`Stopped by ${signal}`)));
  }
  const limit = setTimeout(() => stopped.reject(new Error(`Not done after ${plan.limitMs / 1000} s`)), plan.limitMs);
  const running = runBenchmark(plan, workshop, console.error);
  try {
    const results = kept(await Promise.race([running, stopped.promise]));
    console.log(report(results));
    if (options.json) console.log(JSON.stringify(results));
    const why = unfit(results, plan);
    if (why === null) keepResults(results);
    else console.error(`Not written: ${why}`);
    if (why !== null && plan.name === 'full') process.exitCode = 1;
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
