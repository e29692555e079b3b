import { readdirSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { isEnumType, isUnionType, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { REFUSAL_REASONS } from '../../src/access/audit.ts';
import { ownHeaderOf } from '../../src/access/credential-headers.ts';
import { RETRY } from '../../src/deletion/outcome.ts';
import { LOOK_RESULTS } from '../../src/deletion/reconcile.ts';
import { readTypeDefs } from '../../src/graphql/schema.ts';
import { createMetrics } from '../../src/observability/metrics.ts';
import { PROVIDER_NAMES } from '../../src/providers/index.ts';
import { readRepoFile } from '../support/doc-blocks.ts';

const PAGE = readRepoFile('docs/reference.md');
const SOURCES = readdirSync(new URL('../../src', import.meta.url), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/generated|^sandbox|^operator|simulation/.test(file))
  .map((file) => readRepoFile(`src/${file}`));

/** The part of the page below a heading, up to the next one. */
const section = (heading: string): string =>
  `\n${PAGE}`.split(/\n#+ /).find((part) => part.startsWith(`${heading}\n`)) ?? '';

/** The rows of a section's first table, without its head. */
const rows = (heading: string): string[][] =>
  (/(?:^\|.*\n)+/m.exec(section(heading))?.[0] ?? '')
    .trim()
    .split('\n')
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

/** What stands in backticks. */
const names = (text = ''): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
const firsts = (heading: string): string[] => rows(heading).flatMap(([first]) => names(first));

describe('docs/reference.md: the errors of deleteAccount', () => {
  const schema = buildSubgraphSchema([{ typeDefs: parse(readTypeDefs()) }]);
  const table = rows('Errors of deleteAccount');

  it('are the codes of the schema', () => {
    const codes = schema.getType('DeleteAccountErrorCode');
    const known = isEnumType(codes) ? codes.getValues().map(({ name }) => name) : [];
    expect(table.map(([code]) => names(code)[0])).toEqual(known);
  });

  it('have the types of the schema', () => {
    const union = schema.getType('DeleteAccountResult');
    const known = isUnionType(union) ? union.getTypes().map(({ name }) => name) : [];
    expect(['DeleteAccountSuccess', ...table.map(([, type]) => names(type)[0])]).toEqual(known);
  });

  it('have the retry advice of the code', () => {
    expect(Object.fromEntries(table.map(([code, , , , retry]) => [names(code)[0], names(retry)[0]]))).toEqual(RETRY);
  });
});

describe('docs/reference.md: the errors of requests and reads', () => {
  it('are all those that the code has, with their status', () => {
    const thrown = SOURCES.flatMap((source) => [...source.matchAll(/HttpError\(\s*(\d+),\s*'([A-Z_]+)'/g)]);
    const others = SOURCES.flatMap((source) => [
      ...source.matchAll(/export const ([A-Z_]+) = '\1'/g),
      ...(/type RefusalCode =([^;]+);/.exec(source)?.[1] ?? '').matchAll(/'([A-Z_]+)'/g),
      ...source.matchAll(/extends Error \{\n {2}readonly code = '(LEDGER_UNAVAILABLE|UNREADABLE_RECORD)'/g),
      ...source.matchAll(/extensions: \{ code: '([A-Z_]+)'/g),
    ]).map(([, code = '']) => code);
    expect(thrown.length).toBeGreaterThan(8);
    expect(others.length).toBeGreaterThan(8);
    const missing = others.filter((code) => !firsts('Errors of requests and reads').includes(code));
    expect(missing).toEqual([]);
    for (const [, status = '', code = ''] of thrown) {
      const row = rows('Errors of requests and reads').find(([first]) => names(first).includes(code));
      expect(row?.[1], code).toContain(status);
    }
  });
});

describe('docs/reference.md: the headers', () => {
  const lower = (heading: string) => firsts(heading).map((name) => name.toLowerCase());

  it('of requests are those that are read', () => {
    const read = SOURCES.flatMap((source) => [
      ...source.matchAll(/headersDistinct(?:\['([a-z-]+)'\]|\.([a-z-]+))/g),
      ...source.matchAll(/\bheaders\['([a-z-]+)'\]/g),
    ]).map(([, quoted, dotted]) => quoted ?? dotted ?? '');
    // What a cache or a browser sends by itself, and `Host`, which is in the table of limits.
    const byItself = [
      'host',
      'sec-fetch-site',
      'accept-encoding',
      'access-control-request-method',
      'if-none-match',
      'x-apollo-operation-name',
    ];
    expect(read.length).toBeGreaterThan(5);
    expect(read.filter((name) => ![...lower('Request headers'), ...byItself].includes(name))).toEqual([]);
    const code = SOURCES.join('').toLowerCase();
    const own = lower('Request headers').filter((name) => !name.startsWith('trace')); // those are OpenTelemetry's to read
    const ofProviders = PROVIDER_NAMES.map((name) => ownHeaderOf(name).toLowerCase());
    expect(own).toEqual(expect.arrayContaining(ofProviders));
    const others = own.filter((name) => !ofProviders.includes(name));
    expect(others.filter((name) => !new RegExp(`['.{ ]${name}\\b`).test(code))).toEqual([]);
  });

  it('of responses are those that are set outside of the page', () => {
    const set = SOURCES.filter((source) => !source.includes('createLandingPage(page')).flatMap((source) =>
      [...source.matchAll(/setHeader\('([a-z-]+)'/g)].map(([, name = '']) => name),
    );
    expect(new Set(lower('Response headers'))).toEqual(new Set(set.filter((name) => name !== 'content-type')));
  });
});

describe('docs/reference.md: the limits', () => {
  const number = (file: string, name: string): number => {
    const [, value = ''] = new RegExp(`\\b${name}(?: =|:) ([\\d_ *]+)[,; }]`).exec(readRepoFile(`src/${file}`)) ?? [];
    return value
      .replaceAll('_', '')
      .split('*')
      .map(Number)
      .reduce((product, factor) => product * factor, 1);
  };
  const count = (n: number) => n.toLocaleString('en');
  const kB = (n: number) => `${n / 1_000} kB`;
  const MB = (n: number) => `${n / 1_000_000} MB`;
  const MiB = (n: number) => `${n / 2 ** 20} MB`;
  const seconds = (n: number) => `${n / 1_000} s`;

  it.each<[row: string, words: string, file: string, constant: string, format: (n: number) => string]>([
    ['a body', '', 'http/read-body.ts', 'MAX_BODY_BYTES', kB],
    ['the arrival of a request', 'headers in', 'http/create-http-server.ts', 'HEADERS_TIMEOUT_MS', seconds],
    ['the arrival of a request', 'all of it in', 'http/create-http-server.ts', 'REQUEST_TIMEOUT_MS', seconds],
    ['a document', 'tokens', 'graphql/document-limits.ts', 'maxTokens', count],
    ['a document', 'comments', 'graphql/document-limits.ts', 'maxComments', count],
    ['a document', 'lines', 'graphql/document-limits.ts', 'MAX_LINES', count],
    ['a document', 'depth', 'graphql/document-limits.ts', 'MAX_DEPTH', count],
    ['a document', 'aliases', 'graphql/document-limits.ts', 'MAX_ALIASES', count],
    ['a document', 'directives', 'graphql/document-limits.ts', 'MAX_DIRECTIVES', count],
    ['a document', 'names of', 'graphql/name-limit.ts', 'MAX_NAME_LENGTH', count],
    ['reads of an operation', 'at once', 'accounts/account-reads.ts', 'AT_ONCE', count],
    [
      'all `_entities` fields of an operation',
      'representations',
      'graphql/representation-limit.ts',
      'MAX_REPRESENTATIONS',
      count,
    ],
    ['questions about the schema', 'times', 'graphql/introspection-limit.ts', 'MAX_WHOLE_SCHEMAS', count],
    ['`first` of `accounts`', '1 to', 'accounts/list-accounts.ts', 'MAX_FIRST', count],
    ['`first` of `accounts`', 'by default', 'accounts/list-accounts.ts', 'DEFAULT_FIRST', count],
    ['the answer of a query', '', 'graphql/answer-limit.ts', 'MAX_ANSWER_BYTES', MB],
    ['the errors of an answer', '', 'graphql/bounded-errors.ts', 'MAX_ERRORS_BYTES', kB],
    ['the errors of an answer', 'each message', 'graphql/bounded-errors.ts', 'MAX_MESSAGE_LENGTH', count],
    ["a provider's answer", '', 'providers/http/http-request.ts', 'MAX_BODY_BYTES', MiB],
    ["a provider's answer", 'a list', 'providers/shared/account-reader.ts', 'MAX_LIST_BYTES', MiB],
    ["a provider's message", '', 'providers/shared/redact.ts', 'MAX_MESSAGE', count],
    ['what is kept of one deletion', '', 'providers/shared/kept-size.ts', 'MAX_KEPT_BYTES', (n) => `${n / 1024} kB`],
    ['connections', '', 'http/create-http-server.ts', 'MAX_CONNECTIONS', count],
    ['connections', 'idle for', 'http/create-http-server.ts', 'KEEP_ALIVE_MS', seconds],
    ['requests of one connection that wait for their answers', '', 'http/create-http-server.ts', 'MAX_IN_A_ROW', count],
    ['requests that run, all together', '', 'http/graphql-endpoint.ts', 'MAX_RUNNING', count],
    ['a request that waits for its start', '', 'http/turnstile.ts', 'MAX_WAIT_MS', seconds],
    ['deletions that run at a provider, and reads', '', 'gateway.ts', 'MAX_RUNNING', count],
    ['deletions that run at a provider, and reads', 'wait for', 'deletion/capacity.ts', 'MOST_WAITING', count],
    ['deletions that run at a provider, and reads', '', 'accounts/account-reads.ts', 'AT_ONCE_IN_ALL', count],
    ['bodies that are arriving, all together', '', 'http/read-body.ts', 'MAX_HELD_BYTES', MB],
    ['taking an answer', '', 'http/outbox.ts', 'TAKING_MS', seconds],
    ['answers that wait to be taken, all together', '', 'http/outbox.ts', 'MAX_WAITING_BYTES', MB],
    ['files of the page', '', 'http/landing-page.ts', 'MAX_FILES_A_SECOND', count],
  ])('%s: %s as in src/%s, %s', (row, words, file, constant, format) => {
    const limit = rows('Limits').find(([of]) => of === row)?.[1] ?? '';
    const value = format(number(file, constant));
    expect(value).not.toMatch(/NaN|^1$|^0/);
    const near = limit.split(/, (?=\D)|; |(?<=\d \w+), | or /).find((part) => part.includes(words));
    expect(near, limit).toMatch(new RegExp(`(?<![\\d,])${value}(?![\\d,]*\\d)`));
  });
});

describe('docs/reference.md: what operators see', () => {
  it('has every metric of the gateway, with its labels', () => {
    const { registry } = createMetrics(PROVIDER_NAMES);
    const own = registry.getMetricsAsArray().filter(({ name }) => name.startsWith('gateway_'));
    const known = own.map((metric) => {
      const { labelNames = [] } = metric as unknown as { readonly labelNames?: readonly string[] };
      return labelNames.length === 0 ? metric.name : `${metric.name}{${labelNames.join(',')}}`;
    });
    expect(new Set(firsts('Metrics').filter((name) => name.startsWith('gateway_')))).toEqual(new Set(known));
  });

  it('has every reason of a refusal and every result of a look', () => {
    expect(rows('refused').map(([reason]) => names(reason)[0])).toEqual([...REFUSAL_REASONS]);
    expect(new Set(firsts('reconciled'))).toEqual(new Set(LOOK_RESULTS));
  });
});

describe('README.md', () => {
  const readme = readRepoFile('README.md');

  it("has the exit codes of the operator's command", () => {
    const main = readRepoFile('src/operator/main.ts');
    const codes = [...main.matchAll(/^const (?:DONE|FAILED|WRONG_USAGE) = (\d);$/gm)].map(([, code]) => code);
    const table = readme.slice(readme.indexOf('| exit code |')).split('\n\n')[0] ?? '';
    expect([...table.matchAll(/^\| (\d) \|.*\| \S.* \|$/gm)].map(([, code]) => code)).toEqual(codes);
    expect(codes).toHaveLength(3);
  });

  it('names every folder of src/ in its tree', () => {
    const folders = readdirSync(new URL('../../src', import.meta.url), { withFileTypes: true });
    const missing = folders.filter((entry) => entry.isDirectory() && !readme.includes(`\nsrc/${entry.name}/ `));
    expect(missing.map(({ name }) => name)).toEqual([]);
    const named = [...readme.matchAll(/^src\/(\S+?)\/? +\S/gm)].map(([, name = '']) => name);
    expect(named.filter((name) => !folders.some((entry) => entry.name === name))).toEqual([]);
  });
});

describe('docs/protocol.md', () => {
  it('promises no more about deletions that end by themselves than the pauses between two looks allow', () => {
    const page = readRepoFile('docs/protocol.md').replaceAll('\n', ' ');
    const [, deletions = ''] = /at most ([\d,]+) unknown deletions/.exec(page) ?? [];
    const code = SOURCES.join('');
    const [, hours = ''] = /LOOKS_AFTER_MS = \[.*?, (\d+) \* 60 \* MINUTE_MS\]/.exec(code) ?? [];
    const [, paceMs = ''] = /const PACE_MS = ([\d_]+);/.exec(code) ?? [];
    expect(page).toContain('no later than seven hours after');
    expect(page).toContain(`and every ${hours} hours after the last look`);
    // A look that is due waits for those before it, each for a pause and a quarter at most; and for the next round of the process.
    const waitMs = (Number(deletions.replace(',', '')) * Number(paceMs.replace('_', '')) * 5) / 4 + 60_000;
    expect(Number(hours) * 3_600_000 + waitMs).toBeLessThan(7 * 3_600_000);
    expect(waitMs).toBeGreaterThan(60_000);
  });
});

describe('docs/decisions', () => {
  const pages = readdirSync(new URL('../../docs/decisions', import.meta.url));

  it.each(pages)('%s has its number, its status and a date', (page) => {
    const number = Number(page.slice(0, 4));
    const [title = '', , status = ''] = readRepoFile(`docs/decisions/${page}`).split('\n');
    expect(title).toMatch(new RegExp(`^# ${number}\\. \\S`));
    expect(status).toMatch(
      /^\*\*Status\.\*\* (Accepted|Superseded by \[\d+\]\(\d{4}-[\w-]+\.md\)), \d{4}-\d\d-\d\d\.$/,
    );
  });
});
