import type { RatioName, Results } from './results.ts';

interface Target {
  readonly name: RatioName | 'rss_mb_after_200k';
  readonly title: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Where to get to, all in one run. They are shown, and nothing fails by them: machines differ. */
export const TARGETS: readonly Target[] = [
  { name: 'forward_vs_hive', title: 'forward, SQLite at FULL, against Hive Gateway', atLeast: 6 },
  { name: 'forward_vs_apollo_standalone', title: '… against Apollo standalone → got', atLeast: 3 },
  { name: 'forward_vs_mercurius', title: '… against mercurius (JIT) → undici, which keeps no ledger', atLeast: 0.7 },
  { name: 'durable_vs_memory', title: '… against the memory ledger', atLeast: 0.9 },
  { name: 'replay_vs_mercurius', title: 'replay against mercurius replaying from a Map', atLeast: 1 },
  { name: 'two_vs_one', title: 'two processes on two cores against one', atLeast: 1.7 },
  { name: 'million_vs_thousand', title: 'forward at 1,000,000 records against 1,000', atLeast: 0.9 },
  { name: 'rss_mb_after_200k', title: 'RSS after 200,000 deletions, MB', atMost: 200 },
  { name: 'cold_start_vs_apollo_standalone', title: 'cold start, against Apollo standalone', atMost: 1.2 },
];

export const targetText = ({ atLeast, atMost }: Target): string =>
  atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`;

export function verdict({ name, atLeast, atMost }: Target, results: Results): 'met' | 'missed' | 'not measured' {
  const value = measuredOf(name, results);
  if (value === null) return 'not measured';
  return (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost) ? 'met' : 'missed';
}

export function measuredOf(name: Target['name'], results: Results): number | null {
  return name === 'rss_mb_after_200k' ? results.rss_mb_after_200k : results.ratios[name];
}
