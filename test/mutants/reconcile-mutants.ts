import type { Mutant } from './mutants.ts';

const LOOK = 'src/deletion/reconcile.ts';
const LOOP = 'src/deletion/reconciler.ts';
const UNKNOWN = 'src/deletion/unknown.ts';
const FIND = 'src/deletion/find-deletion.ts';
const STEPS = 'src/deletion/steps.ts';
const RECORD = 'src/deletion/record.ts';
const GATEWAY = 'src/gateway.ts';

const AT_LOOK = 'test/unit/reconcile.test.ts';
const AT_LOOP = 'test/unit/reconciler.test.ts';
const AT_FIND = 'test/unit/find-deletion.test.ts';
const AT_STEPS = 'test/unit/steps.test.ts';
const AT_RECORD = 'test/unit/record.test.ts';
const PROCESSES = 'test/e2e/reconciliation.test.ts';

/** Mistakes in what the gateway does by itself about lost answers. */
export const reconcileMutants: readonly Mutant[] = [
  {
    id: 'look-sends-a-delete',
    breaks: 'the gateway by itself never sends a delete',
    file: LOOK,
    find: `    case 'present':
      return seen('present');`,
    replace: `    case 'present': {
      const { providerTimeoutMs: timeoutMs } = deps.settings;
      const call = { accountId, credential, requestId, idempotencyKey: id.key, timeoutMs, maySend: () => true };
      await deps.providers[id.provider].delete(call);
      return seen('present');
    }`,
    tests: [AT_LOOK],
  },
  {
    id: 'look-believes-any-credential',
    breaks: 'a missing account means a deleted one only under the credential of the lost request',
    file: LOOK,
    find: `      if (own.record.credential !== deps.hashCredential(credential)) return seen('other-credential');
`,
    replace: '',
    tests: [AT_LOOK],
  },
  {
    id: 'look-into-what-callers-sent',
    breaks: 'what was sent under the credential of a caller is never read',
    file: LOOK,
    find: "record.heldBy === 'gateway' && record.expiresAt > time.now",
    replace: 'record.expiresAt > time.now',
    tests: [AT_LOOK],
  },
  {
    id: 'callers-records-come-due',
    breaks: 'what was sent under the credential of a caller never comes due',
    file: RECORD,
    find: `  if (heldBy === 'caller') return keptForMs;
`,
    replace: '',
    tests: [AT_RECORD],
  },
  {
    id: 'look-before-it-says-so',
    breaks: 'of several processes one reads an account',
    file: LOOK,
    find: "if ((await own.look(standing)).kind !== 'done') return seen('overtaken');",
    replace: 'await own.look(standing);',
    tests: [AT_LOOK],
  },
  {
    id: 'look-twice-at-once',
    breaks: 'of several processes that have chosen a record at the same moment one reads the account',
    file: STEPS,
    find: `      if (record.version !== step.found) return STANDS;
`,
    replace: '',
    tests: [AT_STEPS, AT_LOOK],
  },
  {
    id: 'overtaken-look-counts',
    breaks: 'a look is dropped when somebody has taken the record over meanwhile',
    file: LOOK,
    find: `    if (verdict.kind !== 'done') return seen('overtaken');
`,
    replace: '',
    tests: [AT_LOOK],
  },
  {
    id: 'look-settles-for-a-day',
    breaks: 'what the gateway settles by itself is kept for as long as the record would have been',
    file: LOOK,
    find: 'return Math.max(left, settings.replayTtlMs, providers[provider].forgetsAfterMs);',
    replace: 'return Math.max(settings.replayTtlMs, providers[provider].forgetsAfterMs, left * 0);',
    tests: [AT_LOOK],
  },
  {
    id: 'look-renews-the-record',
    breaks: 'a look leaves the end of the record where it was',
    file: STEPS,
    find: 'const keptForMs = Math.ceil(record.expiresAt - time.now);',
    replace: 'const keptForMs = Math.ceil(record.expiresAt - record.writtenAt + 0 * time.now);',
    tests: [AT_STEPS, AT_LOOK],
  },
  {
    id: 'look-before-the-quiescence',
    breaks: 'the gateway looks once every lost request has had its time',
    file: STEPS,
    find: 'leaseLeft(record, time) > 0 || quietLeft(record, time) > 0) return STANDS;',
    replace: 'leaseLeft(record, time) > 0) return STANDS;',
    tests: [AT_STEPS],
  },
  {
    id: 'looks-every-minute',
    breaks: 'it looks less and less often',
    file: RECORD,
    find: 'LOOKS_AFTER_MS[Math.min(looks, LOOKS_AFTER_MS.length) - 1] ?? 0',
    replace: 'LOOKS_AFTER_MS[Math.min(looks, 1) - 1] ?? 0',
    tests: [AT_RECORD, AT_LOOK],
  },
  {
    id: 'looks-without-a-pace',
    breaks: 'a process looks at most once a second at a provider',
    file: LOOP,
    find: "if (seen.result !== 'refused') return PACE_MS;",
    replace: "if (seen.result !== 'refused') return 100;",
    tests: [AT_LOOP],
  },
  {
    id: 'refused-looks-go-on',
    breaks: 'a provider that refuses is left alone for a while',
    file: LOOP,
    find: 'return Math.min(MAX_REFUSED_MS, Math.max(PACE_MS, retryAfterMs ?? REFUSED_MS));',
    replace: 'return Math.min(MAX_REFUSED_MS, PACE_MS + 0 * (retryAfterMs ?? REFUSED_MS));',
    tests: [AT_LOOP],
  },
  {
    id: 'refused-looks-end',
    breaks: 'no Retry-After puts an end to the looking',
    file: LOOP,
    find: 'return Math.min(MAX_REFUSED_MS, Math.max(PACE_MS, retryAfterMs ?? REFUSED_MS));',
    replace: 'return Math.max(PACE_MS, retryAfterMs ?? Math.min(REFUSED_MS, MAX_REFUSED_MS));',
    tests: [AT_LOOP],
  },
  {
    id: 'looks-all-at-once',
    breaks: 'several processes do not look at the same moment',
    file: LOOP,
    find: 'ms * (1 + random() / 4)',
    replace: 'ms',
    tests: [AT_LOOP],
  },
  {
    id: 'look-begun-while-stopping',
    breaks: 'nothing is read once the process is to stop',
    file: LOOP,
    find: `    if (stopped) return PACE_MS;
`,
    replace: '',
    tests: [AT_LOOP],
  },
  {
    id: 'looks-without-a-credential',
    breaks: 'a process without a credential of its own reads nothing',
    file: LOOP,
    find: 'credential === null ? [] : [repeat(() => lookOnce(provider as AccountProvider, credential))],',
    replace: "[repeat(() => lookOnce(provider as AccountProvider, credential ?? ''))],",
    tests: [AT_LOOP],
  },
  {
    id: 'looks-while-it-drains',
    breaks: 'a process that drains leaves lost answers to others',
    file: GATEWAY,
    find: 'const reconciled = reconciler.stop();',
    replace: 'const reconciled = Promise.resolve();',
    tests: [PROCESSES],
  },
  {
    id: 'running-counts-as-unknown',
    breaks: 'a deletion that somebody runs is not counted as unknown',
    file: UNKNOWN,
    find: `      if (leaseLeft(record, time) > 0) continue;
`,
    replace: '',
    tests: [AT_LOOK],
  },
  {
    id: 'next-check-of-nobody',
    breaks: '`nextCheckAt` is null where the process has no credential to look with',
    file: FIND,
    find: 'credentials[provider] !== null && ',
    replace: '',
    tests: [AT_FIND],
  },
  {
    id: 'next-check-after-the-end',
    breaks: '`nextCheckAt` is null when the record ends before',
    file: FIND,
    find: 'dueAt !== null && dueAt < expiresAt;',
    replace: 'dueAt !== null && dueAt <= expiresAt + Infinity;',
    tests: [AT_FIND],
  },
];
