import { alwaysTrue, replace, reword, rewrite } from './change.ts';
import type { Mutant } from './mutants.ts';

const AT_REFERENCE = ['test/unit/reference.test.ts'];
const AT_PAGE = ['test/e2e/landing-page.test.ts'];

/** Mistakes in what readers, tools and visitors are given: the reference, the schema for tools, the page, the sandbox. */
export const publishedMutants: readonly Mutant[] = [
  {
    id: 'looks-less-often-than-promised',
    breaks: 'the documentation says how long it takes at most until a deletion ends by itself',
    change: replace('LOOKS_AFTER_MS', '6', '12'),
    tests: AT_REFERENCE,
  },
  {
    id: 'body-longer-than-documented',
    breaks: 'every limit is the one of docs/reference.md',
    change: replace('MAX_BODY_BYTES', '100_000', '200_000'),
    tests: AT_REFERENCE,
  },
  {
    id: 'metric-by-another-name',
    breaks: 'every metric is the one of docs/reference.md',
    change: reword('createMetrics', 'gateway_refusals_total', 'gateway_refused_total'),
    tests: AT_REFERENCE,
  },
  {
    id: 'federation-in-the-api',
    breaks: 'the schema for tools has no name of federation',
    change: alwaysTrue('isStandard', "['deprecated', 'specifiedBy'].includes(name.value)"),
    tests: ['test/unit/print-schema.test.ts'],
  },
  {
    id: 'page-keeps-credentials',
    breaks: 'a page in front of real accounts keeps no headers in the browser',
    change: replace('readyMadePage', 'keepHeaders: false', 'keepHeaders: true'),
    tests: AT_PAGE,
  },
  {
    id: 'tabs-that-move',
    breaks: 'the tabs of the page stand still',
    change: rewrite('src/http/page/page.css', 'transform: none !important;', ''),
    tests: AT_PAGE,
  },
  {
    id: 'expired-token-that-works',
    breaks: 'the sandbox has a token that has expired',
    change: replace('createTokenIssuer', 'nowS - 3_600', 'nowS + 3_600'),
    tests: ['test/e2e/sandbox.test.ts'],
  },
];
