import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../bench/answer-reader.ts';
import type { Round } from '../../bench/measure.ts';
import { report } from '../../bench/report.ts';
import { type Figures, type Results, ratiosOf, summarise } from '../../bench/results.ts';
import { median, percentile, spreadOf } from '../../bench/statistics.ts';
import { TARGETS, verdict } from '../../bench/targets.ts';

describe('the answers that the load generator reads', () => {
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

  it('are whole when their length is there, and not before', () => {
    const text = `${head}Content-Length: 4\r\n\r\n{"a"`;
    expect(readAnswer(text)).toEqual({ status: 200, body: '{"a"' });
    for (let end = 0; end < text.length; end += 1) expect(readAnswer(text.slice(0, end))).toBeNull();
  });

  it('may come in chunks', () => {
    const text = `${head}transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`;
    expect(readAnswer(text)?.body).toContain('{}');
    for (let end = 0; end < text.length; end += 1) expect(readAnswer(text.slice(0, end))).toBeNull();
  });

  it('are refused when they go on behind their end, or tell none', () => {
    expect(() => readAnswer(`${head}content-length: 1\r\n\r\n{}`)).toThrow('behind its end');
    expect(() => readAnswer(`${head}\r\n{}`)).toThrow('neither length nor chunks');
  });
});

describe('the statistics', () => {
  it('take the middle, the ends, and a share', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
    const hundred = Array.from({ length: 100 }, (_, n) => n + 1);
    expect(percentile(hundred, 0.5)).toBe(51);
    expect(percentile(hundred, 0.99)).toBe(100);
  });
});

describe('the results', () => {
  it('take the middle of the rounds, and null for what the system does not tell', () => {
    const figures = figuresOf(100, 300, 200);
    expect(figures.rps).toEqual({ median: 200, min: 100, max: 300 });
    expect(figures.cpu_us_per_request).toBeNull();
  });

  it('compare by medians', () => {
    const ratios = ratiosOf({ forward_sqlite: figuresOf(3_000), hive: figuresOf(500) }, {}, false);
    expect(ratios.forward_vs_hive).toBe(6);
    expect(ratios.forward_vs_mercurius).toBeNull();
  });

  it('scale two processes to two whole cores where the other side needs its share of them', () => {
    const figures = { forward_sqlite: figuresOf(1_000), forward_two: { ...figuresOf(1_600), other_side_cores: 0.4 } };
    expect(ratiosOf(figures, {}, false).two_vs_one).toBe(2);
    expect(ratiosOf(figures, {}, true).two_vs_one).toBe(1.6);
  });

  it('have the public names, and are held against the targets', () => {
    expect(Object.keys(results().ratios).sort()).toEqual([
      'cold_start_vs_apollo_standalone',
      'durable_vs_memory',
      'forward_vs_apollo_standalone',
      'forward_vs_hive',
      'forward_vs_mercurius',
      'million_vs_thousand',
      'replay_vs_mercurius',
      'two_vs_one',
    ]);
    const verdicts = Object.fromEntries(TARGETS.map((target) => [target.name, verdict(target, results())]));
    expect(verdicts).toMatchObject({
      forward_vs_hive: 'met',
      forward_vs_apollo_standalone: 'not measured',
      rss_mb_after_200k: 'missed',
    });
  });

  it('are shown as tables that say where, when and of what', () => {
    const text = report(results());
    expect(text).toContain('2026-01-02 · commit `abc`');
    expect(text).toMatch(/\| forward +\| 3,000 \|/);
    expect(text).toMatch(/\| RSS after 200,000 deletions, MB +\| ≤ 200 \| +230 \| +missed \|/);
    expect(text).toContain('**Left out: redis** – none here');
  });
});

function figuresOf(...rps: readonly number[]): Figures {
  const rounds = rps.map(
    (each): Round => ({
      rps: each,
      p50Ms: 1,
      p99Ms: 2,
      p50AtRateMs: 1,
      p99AtRateMs: 2,
      cpuMicrosPerRequest: null,
      otherSideCores: null,
    }),
  );
  return summarise(rounds, { title: 'forward', group: 'ours', rate: 500 }, 80.4);
}

function results(): Results {
  const figures = { forward_sqlite: figuresOf(3_000), hive: figuresOf(500) };
  return {
    date: '2026-01-02',
    commit: 'abc',
    plan: 'full',
    seconds: 800,
    machine: { cpu: 'CPU', cores: 2, node: 'v24', pinned: true },
    figures,
    left_out: { redis: 'none here' },
    cold_start_ms: { forward_sqlite: { median: 300, min: 290, max: 310 } },
    deletions: 200_000,
    rss_mb_after_start: 160,
    rss_mb_after_each_eighth: [200, 230],
    rss_mb_after_200k: 230,
    ledger_bytes_per_record: 600,
    ratios: ratiosOf(figures, {}, false),
  };
}
