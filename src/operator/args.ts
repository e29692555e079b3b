import { parseArgs } from 'node:util';
import type { ProviderName } from '../deletion/deletion.ts';
import type { Resolution } from '../deletion/resolve-lost-answer.ts';
import { PROVIDER_NAMES } from '../providers/index.ts';
import { STATUSES, type Status } from './find.ts';

/** A parsed command line of the operator's command. */
export type Command =
  | { readonly kind: 'help' }
  | ({ readonly kind: 'list'; readonly json: boolean } & Wanted)
  | { readonly kind: 'show'; readonly id: string; readonly json: boolean }
  /** Without an id: all unknown deletions of the keys that are set. */
  | { readonly kind: 'recover'; readonly id: string | null; readonly yes: boolean }
  | {
      readonly kind: 'resolve';
      readonly id: string;
      readonly resolution: Resolution;
      readonly reason: string;
      readonly yes: boolean;
    }
  /** Without a subject: the caller with the credential on standard input. */
  | { readonly kind: 'caller'; readonly subject: Subject | null; readonly json: boolean };

/** Which deletions; null: no restriction. */
export interface Wanted {
  readonly status: Status | null;
  readonly account: { readonly provider: ProviderName; readonly accountId: string } | null;
  readonly olderThanMs: number | null;
}

interface Subject {
  readonly issuer: string;
  readonly subject: string;
}

/** The command line is wrong. */
export class UsageError extends Error {
  readonly code = 'USAGE';
  override readonly name = 'UsageError';
}

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  yes: { type: 'boolean' },
  status: { type: 'string' },
  account: { type: 'string' },
  'older-than': { type: 'string' },
  gone: { type: 'boolean' },
  'not-executed': { type: 'boolean' },
  reason: { type: 'string' },
  issuer: { type: 'string' },
  subject: { type: 'string' },
} as const;

/** The options of each command, and how many ids it takes. */
const COMMANDS = {
  list: { options: ['json', 'status', 'account', 'older-than'], ids: [0, 0] },
  show: { options: ['json'], ids: [1, 1] },
  recover: { options: ['yes'], ids: [0, 1] },
  resolve: { options: ['yes', 'gone', 'not-executed', 'reason'], ids: [1, 1] },
  caller: { options: ['json', 'issuer', 'subject'], ids: [0, 0] },
} as const satisfies Record<string, { options: readonly (keyof typeof OPTIONS)[]; ids: readonly [number, number] }>;

/** The longest reason, in characters. */
const MAX_REASON = 500;
const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * Parses a command line without the names of program and script.
 *
 * @throws UsageError
 */
export function readArgs(args: readonly string[]): Command {
  const { values, positionals } = parsed(args);
  const [name, ...ids] = positionals;
  if (values.help === true || name === 'help' || name === undefined) {
    if (values.help !== true && name === undefined) throw new UsageError('Name a command.');
    return { kind: 'help' };
  }
  if (!isCommand(name)) throw new UsageError(`There is no command ${name}: use ${Object.keys(COMMANDS).join(', ')}.`);
  const foreign = Object.keys(values).find((option) => !COMMANDS[name].options.some((own) => own === option));
  if (foreign !== undefined) throw new UsageError(`${name} has no --${foreign}.`);
  const [least, most] = COMMANDS[name].ids;
  const [id] = ids;
  if (ids.length > most) throw new UsageError(`${name} takes ${most === 0 ? 'no id' : 'one id'}.`);
  if (ids.length < least || id === '') throw new UsageError(`${name} needs the id of a deletion, as list prints it.`);

  const { json = false, yes = false } = values;
  switch (name) {
    case 'list':
      return { kind: name, json, ...wanted(values) };
    case 'show':
      return { kind: name, json, id: String(id) };
    case 'recover':
      return { kind: name, yes, id: id ?? null };
    case 'resolve':
      return { kind: name, yes, id: String(id), ...resolution(values) };
    case 'caller':
      return { kind: name, json, subject: subject(values) };
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (fault) {
    throw new UsageError(fault instanceof Error ? fault.message : 'The command line cannot be read.');
  }
}

type Values = ReturnType<typeof parsed>['values'];

const isCommand = (name: string): name is keyof typeof COMMANDS => Object.hasOwn(COMMANDS, name);

function wanted({ status, account, 'older-than': olderThan }: Values): Wanted {
  const known = STATUSES.find((one) => one === status);
  if (status !== undefined && known === undefined) throw new UsageError(`--status is one of ${STATUSES.join(', ')}.`);
  return {
    status: known ?? null,
    account: account === undefined ? null : accountIn(account),
    olderThanMs: olderThan === undefined ? null : durationIn(olderThan),
  };
}

function accountIn(text: string) {
  const end = text.indexOf(':');
  const provider = PROVIDER_NAMES.find((one) => one === text.slice(0, end));
  const accountId = text.slice(end + 1);
  if (provider === undefined || accountId === '') {
    throw new UsageError(`--account is PROVIDER:ID, where PROVIDER is ${PROVIDER_NAMES.join(' or ')}.`);
  }
  return { provider, accountId };
}

function durationIn(text: string): number {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (unit === undefined) throw new UsageError('--older-than is a number with s, m, h or d: 90s, 30m, 1h, 7d.');
  return Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
}

function resolution({ gone = false, 'not-executed': notExecuted = false, reason = '' }: Values) {
  if (gone === notExecuted) throw new UsageError('resolve needs either --gone or --not-executed.');
  const said = reason.trim();
  if (said === '') throw new UsageError('resolve needs --reason: it is written to the audit line.');
  if (said.length > MAX_REASON) throw new UsageError(`--reason has at most ${MAX_REASON} characters.`);
  return { resolution: gone ? 'gone' : 'not-executed', reason: said } as const;
}

function subject({ issuer, subject }: Values): Subject | null {
  if (issuer === undefined && subject === undefined) return null;
  if (!issuer || !subject) throw new UsageError('--issuer and --subject belong together.');
  return { issuer, subject };
}
