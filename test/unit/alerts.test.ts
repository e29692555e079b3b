import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { evaluate, type Series } from '../support/eval-promql.ts';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
}

const file = readFileSync(new URL('../../docs/operations/alerts.yaml', import.meta.url), 'utf8');
const { groups }: { groups: { rules: Rule[] }[] } = parse(file);
const rules = groups.flatMap((group) => group.rules);

/** The two hours of a test, scraped once in 30 s. */
const SCRAPE_S = 30;
const END_S = 7_200;
/** When things begin to go wrong. */
const WRONG_S = 3_600;

type Course = (seconds: number) => number | null;

const TARGET = { job: 'gateway', instance: 'one:4000' };

/** A series such as `gateway_ready{x="y"}`, whose value at each scrape is as `course` has it. */
function series(selector: string, course: Course): Series {
  const [, name = '', inner = ''] = /^(\w+)(?:\{(.*)\})?$/.exec(selector) ?? [];
  const own = [...inner.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, value]) => [label, value]);
  const times = Array.from({ length: END_S / SCRAPE_S + 1 }, (_, n) => n * SCRAPE_S);
  return {
    name,
    labels: { ...TARGET, ...Object.fromEntries(own) },
    samples: times.flatMap((at) => {
      const value = course(at);
      return value === null ? [] : [{ at, value }];
    }),
  };
}

const always =
  (value: number): Course =>
  () =>
    value;
const then =
  (before: number, after: number): Course =>
  (s) =>
    s < WRONG_S ? before : after;
/** A counter that rises by so much a minute. */
const rising =
  (perMinute: number): Course =>
  (s) =>
    Math.floor((s * perMinute) / 60);
/** … from when things go wrong on. */
const risingThen =
  (perMinute: number): Course =>
  (s) =>
    Math.floor((Math.max(0, s - WRONG_S) * perMinute) / 60);
/** A counter that has gone up so often, once a minute, when things begin to go wrong. */
const few =
  (count: number): Course =>
  (s) =>
    Math.min(count, Math.max(0, Math.floor((s - WRONG_S) / 60)));

/** Whether the rule fires at any time of the test. */
function fires({ expr, for: pause = '0m' }: Rule, all: readonly Series[]): boolean {
  const least = Number.parseInt(pause, 10) * 60;
  const since = new Map<string, number>();
  for (let at = 0; at <= END_S; at += SCRAPE_S) {
    const now = evaluate(expr, all, at).map(({ labels }) => JSON.stringify(labels));
    for (const key of since.keys()) if (!now.includes(key)) since.delete(key);
    for (const key of now) {
      since.set(key, since.get(key) ?? at);
      if (at - (since.get(key) ?? at) >= least) return true;
    }
  }
  return false;
}

const SEQUENCE = 'provider="SEQUENCE"';
const deletions = (outcome: string, course: Course) =>
  series(`gateway_deletions_total{${SEQUENCE},outcome="${outcome}"}`, course);
const exchanges = (status: string, course: Course, method = 'DELETE') =>
  series(`gateway_provider_request_duration_seconds_count{${SEQUENCE},method="${method}",status="${status}"}`, course);
const refusals = (reason: string, course: Course) => series(`gateway_refusals_total{reason="${reason}"}`, course);
const fetches = (result: string, course: Course) =>
  series(`gateway_token_keys_fetches_total{result="${result}"}`, course);
const answered = (status: string, course: Course) =>
  series(`gateway_http_requests_total{route="/graphql",method="POST",status="${status}"}`, course);
const buckets = (metric: string, labels: string, fast: string, all: readonly (readonly [string, Course])[]) => [
  series(`${metric}{${labels},le="${fast}"}`, always(0)),
  ...all.map(([le, course]) => series(`${metric}{${labels},le="${le}"}`, course)),
];
/** Answers of which all took longer than `le`, and none as long as the next bucket. */
const slowAnswers = (le: string, course: Course) => [
  ...buckets('gateway_http_request_duration_seconds_bucket', 'route="/graphql"', le, [
    ['5', course],
    ['+Inf', course],
  ]),
  series('gateway_http_request_duration_seconds_count{route="/graphql"}', course),
];
const ready = (course: Course) => series('gateway_ready', course);
const busy = deletions('DELETED', rising(60));

const HOUR_S = 3_600;
/** One that was unknown for so long when things begin to go wrong, and that nobody finds out: an hour later the test ends. */
const unknownFor = (provider: string, seconds: number) =>
  series(`gateway_deletions_unknown_oldest_seconds{provider="${provider}"}`, (s) =>
    s < WRONG_S ? 0 : seconds + s - WRONG_S,
  );

interface Proof {
  /** Series with which it fires. */
  readonly on: readonly Series[];
  /** Series with which it does not, though they are near. */
  readonly off: readonly Series[];
}

const PROOFS: Readonly<Record<string, Proof>> = {
  'GatewayOutcomeUnknown ticket': {
    on: [deletions('OUTCOME_UNKNOWN', then(0, 1)), busy],
    off: [deletions('OUTCOME_UNKNOWN', always(7)), busy],
  },
  'GatewayOutcomeUnknown page': {
    on: [deletions('OUTCOME_UNKNOWN', few(3)), deletions('DELETED', always(40))],
    off: [deletions('OUTCOME_UNKNOWN', few(3)), busy],
  },
  'GatewayUnknownForAnHour ticket': {
    on: [unknownFor('NUVION', 3_570)],
    off: [unknownFor('NUVION', 0), unknownFor('SEQUENCE', 0)],
  },
  'GatewayUnknownAtSequence page': {
    on: [unknownFor('SEQUENCE', 20 * HOUR_S - 30)],
    // Nuvion recognises no key, so nothing is lost with a day.
    off: [unknownFor('SEQUENCE', 18 * HOUR_S), unknownFor('NUVION', 20 * HOUR_S)],
  },
  'GatewayUnknownSoonForgotten page': {
    on: [unknownFor('NUVION', 25 * 24 * HOUR_S - 30)],
    off: [unknownFor('NUVION', 25 * 24 * HOUR_S - 2 * HOUR_S)],
  },
  'GatewayDeletionsUnavailable page': {
    on: [deletions('UNAVAILABLE', risingThen(6)), busy],
    off: [deletions('UNAVAILABLE', few(1)), deletions('DELETED', always(40))],
  },
  'GatewayDeletionsStuck page': {
    on: [
      series(`gateway_deletions_running{${SEQUENCE}}`, then(0, 2)),
      deletions('DELETED', always(9)),
      series(`gateway_deletion_replays_total{${SEQUENCE}}`, always(1)),
    ],
    off: [
      series(`gateway_deletions_running{${SEQUENCE}}`, always(2)),
      busy,
      series(`gateway_deletion_replays_total{${SEQUENCE}}`, always(1)),
    ],
  },
  'GatewayDeletionsPileUp page': {
    on: [series(`gateway_deletions_running{${SEQUENCE}}`, then(10, 401))],
    off: [series(`gateway_deletions_running{${SEQUENCE}}`, then(10, 400))],
  },
  'GatewayDeletionsInProgress ticket': {
    on: [deletions('DELETION_IN_PROGRESS', risingThen(10)), busy],
    off: [deletions('DELETION_IN_PROGRESS', few(3)), deletions('DELETED', rising(1))],
  },
  'GatewayKeysReused ticket': {
    on: [deletions('IDEMPOTENCY_KEY_REUSED', then(0, 1))],
    off: [deletions('IDEMPOTENCY_KEY_REUSED', always(1))],
  },
  'GatewayProviderUnreachable page': {
    on: [exchanges('not-sent', risingThen(10)), exchanges('204', rising(60))],
    off: [exchanges('not-sent', few(1)), exchanges('204', always(3))],
  },
  'GatewayAnswersLost page': {
    on: [exchanges('503', risingThen(5)), exchanges('204', rising(60))],
    off: [exchanges('lost', few(1)), exchanges('204', always(3))],
  },
  'GatewayProviderRefuses ticket': {
    on: [exchanges('401', risingThen(60)), exchanges('204', rising(30))],
    off: [exchanges('401', few(2)), exchanges('204', always(3))],
  },
  'GatewayProviderRefuses page': {
    on: [exchanges('401', few(3)), exchanges('204', always(50)), fetches('fetched', always(5))],
    // Somebody with a wrong credential of their own, where the gateway has none.
    off: [exchanges('401', risingThen(60)), exchanges('204', always(50)), fetches('fetched', always(0))],
  },
  'GatewayProviderLimits ticket': {
    on: [exchanges('429', risingThen(10)), exchanges('204', rising(60))],
    off: [exchanges('429', few(2)), exchanges('204', always(3))],
  },
  'GatewayProviderSlow ticket': {
    on: buckets('gateway_provider_request_duration_seconds_bucket', SEQUENCE, '5', [
      ['10', risingThen(6)],
      ['+Inf', risingThen(6)],
    ]),
    off: buckets('gateway_provider_request_duration_seconds_bucket', SEQUENCE, '1', [
      ['2.5', rising(6)],
      ['+Inf', rising(6)],
    ]),
  },
  'GatewayTokenKeysAway page': {
    on: [refusals('token_keys_away', risingThen(1)), refusals('bad_token', always(0))],
    off: [refusals('token_keys_away', always(12)), refusals('bad_token', rising(60))],
  },
  'GatewayTokenKeysAway ticket': {
    on: [fetches('failed', risingThen(2)), fetches('fetched', (s) => Math.floor(Math.min(s, WRONG_S) / 600))],
    off: [fetches('failed', few(3)), fetches('fetched', (s) => Math.floor(s / 600))],
  },
  'GatewayCallersRefused ticket': {
    on: [refusals('wrong_account', risingThen(15))],
    off: [refusals('wrong_account', rising(5)), refusals('bad_input', rising(60))],
  },
  'GatewayRequestsFail page': {
    on: [answered('500', risingThen(2)), answered('200', rising(60))],
    off: [answered('500', few(3)), answered('200', rising(1))],
  },
  'GatewayFaults ticket': {
    on: [series('gateway_faults_total', then(0, 1))],
    off: [series('gateway_faults_total', always(1))],
  },
  'GatewayLogLinesDropped ticket': {
    on: [series('gateway_log_lines_dropped_total', then(0, 40))],
    off: [series('gateway_log_lines_dropped_total', always(40))],
  },
  'GatewayDeletionsBudgetBurns ticket': {
    on: [deletions('OUTCOME_UNKNOWN', rising(1)), deletions('UNAVAILABLE', rising(1)), busy],
    // One in a hundred, for as long as it likes.
    off: [deletions('OUTCOME_UNKNOWN', rising(0.6)), busy],
  },
  'GatewayRequestsBudgetBurns ticket': {
    on: [answered('500', rising(0.3)), answered('200', rising(60))],
    off: [answered('500', few(4)), answered('200', rising(1))],
  },
  'GatewayRequestsSlow ticket': {
    on: slowAnswers('2.5', rising(1)),
    off: slowAnswers('2.5', few(19)),
  },
  'GatewayLedgerFailing page': {
    on: [series('gateway_ledger_failures_total{operation="claim"}', risingThen(1))],
    off: [series('gateway_ledger_failures_total{operation="claim"}', always(3))],
  },
  'GatewayLedgerSlow ticket': {
    on: buckets('gateway_ledger_operation_duration_seconds_bucket', 'operation="settle"', '0.25', [
      ['0.5', risingThen(6)],
      ['+Inf', risingThen(6)],
    ]),
    off: buckets('gateway_ledger_operation_duration_seconds_bucket', 'operation="settle"', '0.1', [
      ['0.25', rising(6)],
      ['+Inf', rising(6)],
    ]),
  },
  'GatewayNotReady page': { on: [ready(then(1, 0))], off: [ready((s) => (s % 120 === 0 ? 0 : 1))] },
  'GatewayDown page': {
    on: [series('up', then(1, 0)), ready((s) => (s < WRONG_S ? 1 : null))],
    off: [series('up', always(1)), ready(always(1)), series('up{instance="other:9100"}', always(0))],
  },
  'GatewayRestarts page': {
    on: [series('process_start_time_seconds', (s) => Math.floor(s / 400)), ready(always(1))],
    off: [series('process_start_time_seconds', (s) => Math.floor(s / 1_200)), ready(always(1))],
  },
  'GatewayEventLoopLate ticket': {
    on: [series('nodejs_eventloop_lag_p99_seconds', then(0.01, 0.3)), ready(always(1))],
    off: [series('nodejs_eventloop_lag_p99_seconds', always(0.3)), series('gateway_ready{instance="two"}', always(1))],
  },
  'GatewayMemoryHigh ticket': {
    on: [series('process_resident_memory_bytes', then(2e8, 7e8)), ready(always(1))],
    off: [series('process_resident_memory_bytes', always(5e8)), ready(always(1))],
  },
};

const titled = rules.map((rule) => [`${rule.alert} ${rule.labels.severity}`, rule] as const);

describe('an alert', () => {
  it('has series that prove it, each', () => {
    expect(Object.keys(PROOFS).sort()).toEqual(titled.map(([title]) => title).sort());
  });

  it.each(titled)('%s fires when it should, and not when it is near', (title, rule) => {
    const { on, off } = PROOFS[title] ?? { on: [], off: [] };
    expect([fires(rule, on), fires(rule, off)]).toEqual([true, false]);
  });

  it.each(['GatewayOutcomeUnknown page', 'GatewayDeletionsUnavailable page'])(
    '%s fires when three of three deletions of a quiet hour come to nothing',
    (title) => {
      const rule = titled.find(([name]) => name === title)?.[1];
      const outcome = /outcome="(\w+)"/.exec(rule?.expr ?? '')?.[1] ?? '';
      const quiet = [deletions(outcome, few(3)), deletions('DELETED', always(0))];
      expect(rule !== undefined && fires(rule, quiet)).toBe(true);
    },
  );
});

describe('the thresholds', () => {
  /** Of the first table of the page: what each target leaves. */
  const page = readFileSync(new URL('../../docs/objectives.md', import.meta.url), 'utf8');
  const [deletionBudget = 0, requestBudget = 0, timeBudget = 0] = [
    ...page.matchAll(/^\| .+ \| ([\d.]+) % \| .+ \| .+ \|$/gm),
  ].map(([, target]) => Number((1 - Number(target) / 100).toFixed(6)));

  it.each([
    ['GatewayOutcomeUnknown page', deletionBudget * 10],
    ['GatewayDeletionsUnavailable page', deletionBudget * 10],
    ['GatewayRequestsFail page', requestBudget * 10],
    ['GatewayDeletionsBudgetBurns ticket', deletionBudget * 3],
    ['GatewayRequestsBudgetBurns ticket', requestBudget * 3],
  ])('of %s follows from its objective: %d', (title, share) => {
    const rule = titled.find(([name]) => name === title)?.[1];
    expect([rule?.expr.match(/ > ([\d.]+)\b/)?.[1]].map(Number)).toEqual([expect.closeTo(share, 9)]);
    // The page says it in percent.
    const [, said] = new RegExp(`${rule?.alert}\\b[^(|]*\\(([\\d.]+) %\\)`).exec(page) ?? [];
    expect(Number(said)).toBeCloseTo(share * 100, 9);
  });

  it('of GatewayRequestsSlow are those of its objective', () => {
    const rule = titled.find(([name]) => name === 'GatewayRequestsSlow ticket')?.[1];
    const [, quantile, seconds] = /histogram_quantile\(([\d.]+),[^>]+> ([\d.]+)/.exec(rule?.expr ?? '') ?? [];
    expect(1 - Number(quantile)).toBeCloseTo(timeBudget, 9);
    expect(page).toContain(`over ${seconds} s`);
  });

  it('of the dashboard are the same targets', () => {
    const dashboard = readFileSync(new URL('../../docs/operations/grafana-dashboard.json', import.meta.url), 'utf8');
    const shown = [...dashboard.matchAll(/"Target: ([\d.]+) %/g)].map(([, target]) => 1 - Number(target) / 100);
    expect(shown).toEqual([deletionBudget, requestBudget, timeBudget].map((share) => expect.closeTo(share, 9)));
  });
});

describe('what the expressions are evaluated with', () => {
  const counter = series('c{x="y"}', (s) => s / 10);
  it.each<[string, number]>([
    ['rate(c[5m])', 0.1],
    ['increase(c[10m])', 60],
    ['sum by (job) (increase(c[10m]))', 60],
    ['max by (job) (c)', 720],
    ['increase(c[10m]) / increase(c[5m])', 2],
    ['c', 720],
    ['last_over_time(c{x="y"}[1m])', 720],
    ['min_over_time(c[1m])', 717],
    ['changes(c[2m])', 3],
  ])('%s is %d', (expression, value) => {
    expect(evaluate(expression, [counter], END_S)).toMatchObject([{ value: expect.closeTo(value, 6) }]);
  });

  it('gives nothing where Prometheus gives nothing', () => {
    for (const expression of ['c > 720', 'd', 'c{x="z"}', 'c and on (x) d', 'absent(c)']) {
      expect(evaluate(expression, [counter], END_S)).toEqual([]);
    }
    expect(evaluate('absent(d)', [counter], END_S)).toHaveLength(1);
  });
});
