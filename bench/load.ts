import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { HttpAnswer } from './answer-reader.ts';
import { type Connection, openConnection } from './connection.ts';
import { type LoadJob, type LoadResult, NUMBER_DIGITS, NUMBER_MARK, RUN_MARK } from './load-job.ts';
import { percentile } from './statistics.ts';

/** How long requests that are on their way at the end of a job may still take. */
const GRACE_MS = 10_000;

/** Names this process, so that its keys are new to every ledger. */
const RUN = randomBytes(4).toString('hex');
let drawn = 0;

/**
 * The load generator: a process of its own, on the core of the upstream. Jobs come as messages, one after the other,
 * and each is answered with what was counted.
 */
process.on('message', (job: LoadJob) => {
  run(job).then(
    (result) => process.send?.(result),
    (fault: unknown) => process.send?.({ fault: String(fault) }),
  );
});
process.once('disconnect', () => process.exit());

async function run(job: LoadJob): Promise<LoadResult> {
  const request = requestMaker(job);
  const latencies: number[] = [];
  const done = Promise.withResolvers<void>();
  const startedAt = performance.now();
  const endsAt = startedAt + job.forMs;
  const limit = job.count ?? Infinity;
  let asked = 0;
  let running = 0;
  let failures = 0;
  let firstFailure: string | null = null;
  let lastAnswerAt = startedAt;

  const isOver = () => asked >= limit || performance.now() >= endsAt;
  const lanes = Array.from({ length: job.connections }, (_, n) =>
    openLane(new URL(job.urls[n % job.urls.length] ?? '')),
  );
  const stopAsking = job.ratePerSecond === null ? askAlways() : askAt(job.ratePerSecond);
  const giveUp = setTimeout(() => {
    fail('no answer');
    failures += running - 1;
    done.resolve();
  }, job.forMs + GRACE_MS);
  await done.promise;
  clearTimeout(giveUp);
  stopAsking();
  for (const { connection } of lanes) connection.close();

  latencies.sort((a, b) => a - b);
  return {
    requests: latencies.length,
    seconds: (lastAnswerAt - startedAt) / 1000,
    failures,
    firstFailure,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };

  function openLane(url: URL) {
    let since = 0;
    const lane = {
      connection: openConnection(url, (answer) => {
        running -= 1;
        lastAnswerAt = performance.now();
        if (isSuccess(answer)) latencies.push(lastAnswerAt - since);
        lane.free();
        if (running === 0 && isOver()) done.resolve();
      }) as Connection,
      /** @param from since when the request is due: a late start is not the answer's merit */
      ask(from: number) {
        since = from;
        running += 1;
        asked += 1;
        lane.connection.send(request());
      },
      free: () => {},
    };
    return lane;
  }

  function isSuccess(answer: HttpAnswer | Error): boolean {
    if (!(answer instanceof Error) && answer.status === 200 && answer.body.includes(job.expect)) return true;
    fail(answer instanceof Error ? answer.message : `${answer.status} ${answer.body.slice(0, 300)}`);
    return false;
  }

  function fail(what: string): void {
    failures += 1;
    firstFailure ??= what;
  }

  /** Saturation: each connection asks again as soon as it has its answer. */
  function askAlways(): () => void {
    for (const lane of lanes) {
      lane.free = () => {
        if (!isOver()) lane.ask(performance.now());
      };
      lane.free();
    }
    return () => {};
  }

  /** A fixed rate, whatever the answers take: a request that finds no free connection waits, and its wait counts. */
  function askAt(ratePerSecond: number): () => void {
    const idle = [...lanes];
    const due: number[] = [];
    let made = 0;
    const pump = () => {
      while (due.length > 0 && idle.length > 0) idle.shift()?.ask(due.shift() ?? 0);
    };
    for (const lane of lanes) {
      lane.free = () => {
        idle.push(lane);
        pump();
      };
    }
    const timer = setInterval(() => {
      const now = performance.now();
      if (isOver()) {
        if (running === 0) done.resolve();
        return;
      }
      for (const wanted = ((now - startedAt) / 1000) * ratePerSecond; made < wanted; made += 1) due.push(now);
      pump();
    }, 1);
    return () => clearInterval(timer);
  }
}

/** Every request of a job has the same length; only the number in it differs. */
function requestMaker({ path, headers, body, pool }: LoadJob): () => string {
  const lines = Object.entries({ host: 'bench', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const marked = body.replaceAll(NUMBER_MARK, '0'.repeat(NUMBER_DIGITS));
  const length = Buffer.byteLength(marked.replaceAll(RUN_MARK, RUN));
  const text = `POST ${path} HTTP/1.1\r\n${lines.join('')}content-length: ${length}\r\n\r\n${body}`;
  const parts = text.replaceAll(RUN_MARK, RUN).split(NUMBER_MARK);
  return () => {
    drawn += 1;
    const number = pool === null ? drawn : drawn % pool;
    return parts.join(String(number).padStart(NUMBER_DIGITS, '0'));
  };
}
