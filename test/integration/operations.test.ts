import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readPromql } from '../support/promql.ts';
import { newKey } from '../support/secrets.ts';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway.ts';
import { answers, closedPort, hangsUp, startUpstream } from '../support/upstream.ts';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook_url: string };
}
interface Panel {
  readonly title: string;
  readonly type: string;
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}

const fileOf = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const alerts: { groups: { rules: Rule[] }[] } = parse(fileOf('operations/alerts.yaml'));
const rules = alerts.groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(fileOf('operations/grafana-dashboard.json'));
const panels: Panel[] = dashboard.panels.filter(({ type }: Panel) => type !== 'row');

/** Metrics that a gateway shows, and the values of their labels. */
const shown = new Map<string, Map<string, Set<string>>>();
/** What Prometheus adds to every target. */
const TARGET_LABELS = ['job', 'instance'];
/** Prometheus' own metric of a target. */
const NOT_OURS = ['up'];

async function scrape(gateway: TestGateway): Promise<void> {
  const text = await (await fetch(`${gateway.origin}/metrics`)).text();
  for (const line of text.split('\n').filter((sample) => sample !== '' && !sample.startsWith('#'))) {
    const [, metric = '', labels = ''] = /^(\w+)(?:\{(.*)\})? \S+$/.exec(line) ?? [];
    const values = shown.get(metric) ?? new Map<string, Set<string>>();
    shown.set(metric, values);
    for (const [, label = '', value = ''] of labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)) {
      values.set(label, (values.get(label) ?? new Set()).add(value));
    }
  }
}

beforeAll(async () => {
  await using upstream = await startUpstream(
    answers(204),
    answers(401),
    answers(403),
    answers(429),
    answers(500),
    hangsUp,
  );
  const env = { NUVION_URL: await closedPort(), DELETE_DEADLINE_MS: '300', PROVIDER_TIMEOUT_MS: '100' };
  await using gateway = await startTestGateway({ SEQUENCE_URL: upstream.url, ...env });
  for (const provider of ['SEQUENCE', 'SEQUENCE', 'SEQUENCE', 'SEQUENCE', 'SEQUENCE', 'NUVION'] as const) {
    await gateway.delete({ provider, accountId: 'acc_1', idempotencyKey: newKey() });
  }
  const query = JSON.stringify({ query: '{ account(provider: NUVION, accountId: "acc_1") { id } }' });
  const headers = { 'content-type': 'application/json', 'x-nuvion-authorization': 'Bearer c4n4ry' };
  await (await fetch(gateway.url, { method: 'POST', headers, body: query })).text();
  await scrape(gateway);
  // One that cannot verify tokens, and so is not ready.
  const token = { SEQUENCE_API_KEY: 'c4n4ry', AUTH_JWKS_URL: env.NUVION_URL, AUTH_ISSUER: 'i', AUTH_AUDIENCE: 'a' };
  await using blind = await startTestGateway({ ...env, ...token });
  expect((await fetch(`${blind.origin}/health/ready`)).status).toBe(503);
  await scrape(blind);
});
afterAll(() => shown.clear());

/** Every metric, label and label value of the expression is one that a gateway shows. */
function checkExpression(expression: string, templates: readonly string[]): void {
  const { selectors, groupings } = readPromql(expression.replaceAll('$__rate_interval', '5m'));
  expect(selectors).not.toEqual([]);
  const known = new Set(TARGET_LABELS);
  for (const { metric, matchers } of selectors) {
    if (!NOT_OURS.includes(metric)) expect([...shown.keys()]).toContain(metric);
    const labels = shown.get(metric) ?? new Map<string, Set<string>>();
    for (const label of labels.keys()) known.add(label);
    for (const { label, operator, value } of matchers) {
      if (value.startsWith('$')) {
        expect([...TARGET_LABELS, ...labels.keys()], metric).toContain(label);
        continue;
      }
      const matches =
        operator === '=' ? (seen: string) => seen === value : (seen: string) => RegExp(`^(?:${value})$`).test(seen);
      expect([...(labels.get(label) ?? [])].some(matches), `${metric}{${label}${operator}"${value}"}`).toBe(true);
    }
  }
  for (const label of [...groupings, ...templates]) expect([...known], expression).toContain(label);
}

const templatesIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, label = '']) => label);

describe('the alert rules', () => {
  it.each(rules)('$alert ($labels.severity) reads what a gateway shows', ({ expr, annotations }) => {
    checkExpression(expr, templatesIn(annotations.summary, /\{\{ \$labels\.(\w+) \}\}/g));
  });

  it('have names, severities, and a place in the runbook', () => {
    const names = rules.map(({ alert, labels }) => `${alert} ${labels.severity}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { alert, labels, annotations } of rules) {
      expect(alert).toMatch(/^Gateway[A-Z]\w+$/);
      expect(['page', 'ticket']).toContain(labels.severity);
      expect(annotations.summary).toMatch(/\.$/);
      const place = `https://docs.example/accounts-gateway/runbook.md#${alert.toLowerCase()}`;
      expect(annotations.runbook_url).toBe(place);
    }
  });

  it('are the ones that the runbook explains', () => {
    const sections = [...fileOf('runbook.md').matchAll(/^### (Gateway\w+)$/gm)].map(([, name]) => name);
    expect(sections.sort()).toEqual([...new Set(rules.map(({ alert }) => alert))].sort());
  });
});

describe('the dashboard', () => {
  it.each(panels)('$title reads what a gateway shows', ({ targets = [] }) => {
    expect(targets).not.toEqual([]);
    for (const { expr, legendFormat } of targets) checkExpression(expr, templatesIn(legendFormat, /\{\{(\w+)\}\}/g));
  });

  it('shows every metric of the gateway', () => {
    const text = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)).join('\n');
    const own = [...shown.keys()].filter((metric) => metric.startsWith('gateway_'));
    const names = new Set(own.map((metric) => metric.replace(/_(bucket|sum|count)$/, '')));
    expect(names.size).toBe(17);
    for (const name of names) expect(text).toContain(name);
  });

  it('offers to choose by labels that there are', () => {
    const queries = dashboard.templating.list.flatMap(({ query }: { query: unknown }) =>
      typeof query === 'object' ? [(query as { query: string }).query] : [],
    );
    expect(queries).toHaveLength(3);
    for (const query of queries) {
      const [, selector = '', label = ''] = /^label_values\((.+), (\w+)\)$/.exec(query) ?? [];
      checkExpression(selector, [label]);
    }
  });
});

it('a check like these finds what is not there', () => {
  for (const wrong of [
    'gateway_deletion_total',
    'gateway_deletions_total{outcome="UNKNOWN"}',
    'gateway_deletions_total{result=~"$x"}',
    'sum by (status) (gateway_deletions_total)',
    'sum(rate(gateway_deletions_total[5m])',
  ]) {
    expect(() => checkExpression(wrong, []), wrong).toThrow();
  }
});
