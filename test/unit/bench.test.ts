import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { Profiler } from 'node:inspector';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { load, percentile } from '../../bench/load.ts';
import { filledIn, kept, report, unfit } from '../../bench/page.ts';
import { drawProfile, profileOf } from '../../bench/profile.ts';
import {
  type Figures,
  type Measured,
  movedBy,
  planOf,
  quietRounds,
  ratiosOf,
  spreadOf,
  summarise,
  TARGETS,
} from '../../bench/results.ts';
import type { Results } from '../../bench/run.ts';
import { FORWARD } from '../../bench/variants.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const ANSWER = `{"data":{${FORWARD.ask.expect}}}`;

describe('the load generator', () => {
  it('sends every request with a key and an account of its own, as many as it should', async () => {
    const keys = new Set<unknown>();
    const accounts = new Set<string>();
    const url = await serve(async (request, response) => {
      keys.add(request.headers['idempotency-key']);
      accounts.add(JSON.parse((await request.toArray()).join('')).variables.input.accountId);
      response.end(ANSWER);
    });
    const { requests } = await load({ ask: FORWARD.ask, urls: [url], connections: 4, count: 50 });
    expect([requests, keys.size, accounts.size]).toEqual([50, 50, 50]);
  });

  it('keeps a steady rate, where each request is due at its own time', async () => {
    const cameAt: number[] = [];
    const url = await serve((_request, response) => {
      cameAt.push(performance.now());
      response.end(ANSWER);
    });
    const { requests } = await load({
      ask: FORWARD.ask,
      urls: [url],
      connections: 8,
      ratePerSecond: 100,
      forMs: 1_000,
    });
    expect(requests).toBeGreaterThan(80);
    expect(requests).toBeLessThanOrEqual(101);
    const firstQuarter = cameAt.filter((at) => at - (cameAt[0] ?? 0) < 250).length;
    expect(firstQuarter / requests).toBeLessThan(0.75); // and not all of a second at its beginning
  });

  it('counts the time in which a request waits for a free connection', async () => {
    const url = await serve(async (_request, response) => {
      await sleep(100);
      response.end(ANSWER);
    });
    const { p99Ms } = await load({ ask: FORWARD.ask, urls: [url], connections: 1, ratePerSecond: 50, forMs: 400 });
    expect(p99Ms).toBeGreaterThan(300);
  });

  it('ends at an answer that is not the expected one, and at none', async () => {
    const url = await serve((_request, response) => response.end('{"errors":[]}'));
    const job = { ask: FORWARD.ask, connections: 1, count: 1 };
    await expect(load({ ...job, urls: [url] })).rejects.toThrow('not as expected: 200 {"errors":[]}');
    await expect(load({ ...job, urls: [await serve((request) => request.socket.destroy())] })).rejects.toThrow();
  });

  it('counts refusals under too much load, and patient callers wait as they are asked to', async () => {
    const refusal = '{"data":{"deleteAccount":{"code":"UNAVAILABLE","message":"","retryAfterMs":200}}}';
    const url = await serve((_request, response) => response.end(++asked % 2 === 0 ? refusal : ANSWER));
    let asked = 0;
    const job = { ask: FORWARD.ask, urls: [url], connections: 1, forMs: 700 };
    const patient = await load({ ...job, overload: 'patient' });
    const hasty = await load({ ...job, overload: 'hasty' });
    expect(patient.refused).toBeLessThanOrEqual(4);
    expect(hasty.refused).toBeGreaterThan(4);
    await expect(load(job)).rejects.toThrow('not as expected');
  });
});

describe('the statistics', () => {
  it('take the middle, the ends, a share, and how far the floor moved', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
    expect(spreadOf([4, 1, 2, 3]).median).toBe(2.5);
    const hundred = Array.from({ length: 100 }, (_, n) => n + 1);
    expect([percentile(hundred, 0.5), percentile(hundred, 0.99)]).toEqual([51, 100]);
    expect(movedBy([90, 100, 110])).toBe(0.2);
    expect(movedBy([90])).toBe(0);
  });
});

describe('the rounds that count', () => {
  const quiet = (...floors: readonly number[]) => quietRounds(floors, 0.15);

  it('are those whose floors agree', () => {
    expect(quiet(100, 200, 101, 102)).toEqual([0, 2, 3]);
    expect(quiet(100)).toEqual([0]);
    expect(quiet()).toEqual([]);
  });

  it('may lie 15 % apart, and not more', () => {
    expect(quiet(185, 200, 215)).toEqual([0, 1, 2]);
    expect(quiet(184, 200, 215)).toEqual([1, 2]);
  });

  it('are the largest set that agrees, and the closest of several', () => {
    expect(quiet(152, 100, 150, 101, 151)).toEqual([0, 2, 4]);
    expect(quiet(100, 110, 150, 151)).toEqual([2, 3]);
  });
});

describe('the results', () => {
  it('take the middle of the rounds, and null for what the system does not count', () => {
    const { figures } = kept(results({ figures: { forward_sqlite: figuresOf(100, 300, 200) } }));
    expect(figures.forward_sqlite?.rps).toEqual({ median: 200, min: 100, max: 300 });
    expect(figures.forward_sqlite?.cpu_us_per_request).toBeNull();
  });

  it('compare by medians', () => {
    const ratios = ratiosWith({
      forward_sqlite: figuresOf(3_000),
      hive: figuresOf(500),
      forward_postgres: figuresOf(2_400),
    });
    expect(ratios).toMatchObject({ forward_vs_hive: 6, postgres_vs_sqlite: 0.8, forward_vs_mercurius: Number.NaN });
  });

  it('hold the processor time of a forward against that of the two floors', () => {
    const costing = (micros: number) => ({ ...figuresOf(1), cpu_us_per_request: micros });
    const figures = { forward_sqlite: costing(250), floor_undici: costing(50), floor_graphql: costing(75) };
    expect(ratiosWith(figures).forward_cpu_vs_floors).toBe(2);
    expect(ratiosWith({ ...figures, entities: costing(9_000), accounts_page: costing(550) })).toMatchObject({
      entities_50_cpu_ms: 9,
      page_cpu_ms: 0.55,
    });
  });

  it('scale two processes to two whole cores where the other side needs its share of them', () => {
    const figures = { forward_sqlite: figuresOf(1_000), forward_two: { ...figuresOf(1_600), other_side_cores: 0.4 } };
    expect(ratiosWith(figures, 2).two_vs_one).toBe(2);
    expect(ratiosWith(figures, 4).two_vs_one).toBe(1.6);
  });

  it('are kept only of a full run in which enough rounds count', () => {
    const why = 'The floor moved too much: 4 of 10 rounds count.';
    expect(unfit(results(), planOf('full'))).toBeNull();
    expect(unfit(results({ rounds_counted: 4, rounds_measured: 10 }), planOf('full'))).toBe(why);
    expect(unfit(results(), planOf('smoke'))).toBe('This was a smoke run.');
  });

  it('have the public names, and are held against the targets', () => {
    expect(Object.keys(results().ratios).sort()).toEqual([
      'cold_start_image_ms',
      'cold_start_vs_apollo_standalone',
      'durable_vs_memory',
      'entities_50_cpu_ms',
      'forward_cpu_vs_floors',
      'forward_vs_apollo_standalone',
      'forward_vs_hive',
      'forward_vs_mercurius',
      'million_vs_thousand',
      'overload_vs_best',
      'p99_ms_at_500',
      'p99_vs_memory',
      'page_cpu_ms',
      'postgres_vs_sqlite',
      'replay_vs_mercurius',
      'two_vs_one',
    ]);
    const names = [...Object.keys(results().ratios), 'rss_mb_after_200k'];
    expect(TARGETS.map(([name]) => name).filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe('the page', () => {
  it('says where, when and of what', () => {
    const text = report(results());
    expect(text).toContain('2026-01-02 · commit `abc`');
    expect(text).toContain('5 of 7 rounds count');
    expect(text).toContain('the floor moved by 4 %');
    expect(text).toMatch(/\| forward +\| 3,000 \(3,000–3,000\) \|/);
    expect(text).toMatch(/\| … against Hive Gateway +\| +≥ 5 \| +6 \| +met \|/);
    expect(text).toMatch(/\| … against Apollo standalone → got +\| +≥ 2.2 \| +– \| not measured \|/);
    expect(text).toMatch(/\| RSS of the image after 200,000 deletions, MB +\| +≤ 180 \| +230 \| +missed \|/);
    expect(text).toContain('**Left out: redis** – none here');
  });

  it('says what a core of gateways and of the store carries, and how many a rate takes', () => {
    const text = report(results());
    expect(text).toMatch(/\| PostgreSQL \| +4,000 \| +10,000 \| +2\.5 \|/);
    // 100,000 × 250 µs and × 100 µs at 60 %; 9 × 10⁹ records of 1,000 bytes on servers with 2 TB.
    expect(text).toMatch(/\| PostgreSQL \| +42 \| +17 \| +9 \| +5 \| +17 \|/);
  });

  it('holds the last full run, as it is in bench/results', () => {
    const page = read('docs/performance.md');
    expect(filledIn(page, JSON.parse(read('bench/results/latest.json')))).toBe(page);
    expect(() => filledIn('no marks', results())).toThrow('lost the marks of "run"');
  });
});

describe('the profile', () => {
  const frame = (id: number, functionName: string, url: string, children: number[] = []) => {
    return { id, callFrame: { functionName, url, scriptId: '', lineNumber: 0, columnNumber: 0 }, children };
  };
  const profile: Profiler.Profile = {
    startTime: 0,
    endTime: 0,
    nodes: [
      frame(1, '(root)', '', [2, 3, 6]),
      frame(2, '(idle)', ''),
      frame(3, 'write', 'file:///gateway/src/ledger/sqlite/writer.ts', [4]),
      frame(4, 'run', ''),
      frame(6, 'onread', 'node:internal/stream_base_commons'),
    ],
    samples: [3, 2, 4, 6],
    timeDeltas: [5_000_000, 400, 300, 100],
  };

  it('gives native code to the part that called it, and counts neither waiting nor the start', () => {
    expect(profileOf([profile], 0.0008, 2)).toEqual({
      us_per_deletion: 200,
      parts: [
        { part: 'the ledger', us: 150 },
        { part: 'HTTP with the caller', us: 50 },
      ],
    });
  });

  it('is drawn as bars with their figures', () => {
    const svg = drawProfile(profileOf([profile], 0.0008, 2));
    expect(svg).toMatch(/^<svg [^>]*viewBox/);
    expect(svg).toContain('150 µs · 75 %');
  });
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => unknown): Promise<URL> {
  const server = http.createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`);
}

function figuresOf(...rps: readonly number[]): Figures {
  const loaded = { requests: 1, refused: 0, seconds: 1, p50Ms: 1, p99Ms: 2, p50AtRateMs: 1, p99AtRateMs: 2 };
  const uncounted = { cpuMicrosPerRequest: Number.NaN, otherSideCores: Number.NaN };
  const rounds = rps.map((each) => ({ ...loaded, ...uncounted, rps: each }));
  return summarise({ ...FORWARD, title: 'forward' }, rounds, 80.4);
}

const BEST = { best_rps: 2_000, deleted_rps: 1_900 };

function ratiosWith(figures: Measured['figures'], cores = 2) {
  return ratiosOf({ figures, cold_start_ms: {}, overload: BEST }, cores);
}

function results(more: Partial<Results> = {}): Results {
  const figures = { forward_sqlite: figuresOf(3_000), hive: figuresOf(500) };
  return {
    date: '2026-01-02',
    commit: 'abc',
    plan: 'full',
    seconds: 800,
    machine: { cpu: 'CPU', cores: 2, node: 'v24', pinned: true },
    floor_moved: 0.04,
    rounds_measured: 7,
    rounds_counted: 5,
    figures,
    left_out: { redis: 'none here' },
    cold_start_ms: { forward_sqlite: { median: 300, min: 290, max: 310 } },
    deletions: 200_000,
    rss_mb_after_start: 160,
    rss_mb_after_each_eighth: [200, 230],
    rss_mb_after_200k: 230,
    idle_connections_1000_mb: 8,
    waiting_deletions_500_mb: 9,
    ledger_bytes_per_record: 600,
    bytes_per_record: { sqlite: 600, postgres: 1_000, redis: Number.NaN },
    overload: null,
    growth: [{ ledger: 'postgres', processes: 1, rps: 3_000, gateway_cpu_us: 250, store_cpu_us: 100 }],
    profile: null,
    ratios: ratiosWith(figures),
    ...more,
  };
}
