import { nameOf } from '../deletion/ledger.ts';
import type { Settlement } from '../deletion/settlement.ts';
import { type Found, shortId } from './find.ts';

/** An empty cell. */
const NONE = '–';
const GAP = '  ';
/** An account id is cut to the rest of the line, but not shorter than this. */
const LEAST_ACCOUNT = 12;

/** The result of a settled deletion; null while it is not settled. */
export type Opened = Pick<Settlement, 'outcome'> | null;

const HEADS = ['ID', 'STATUS', 'AGE', 'SENT', 'LOOKS', 'RESULT', 'ACCOUNT'];

/**
 * A table with one line for each deletion.
 *
 * @param columns how wide the terminal is
 */
export function table(rows: readonly { readonly found: Found; readonly opened: Opened }[], columns: number): string {
  const lines = [HEADS, ...rows.map(({ found, opened }) => cells(found, opened))];
  const widths = HEADS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const last = HEADS.length - 1;
  const used = widths.slice(0, last).reduce((sum, width) => sum + width + GAP.length, 0);
  const left = Math.max(LEAST_ACCOUNT, columns - used);
  return lines
    .map((line) => line.map((cell, column) => (column === last ? cut(cell, left) : cell.padEnd(widths[column] ?? 0))))
    .map((line) => `${line.join(GAP).trimEnd()}\n`)
    .join('');
}

function cells({ id, record, status, now }: Found, opened: Opened): readonly string[] {
  const result = resultOf(opened);
  const age = duration(now - record.startedAt);
  return [shortId(id), status, age, `${record.attempts}`, `${record.looks}`, result ?? NONE, visible(record.accountId)];
}

function resultOf(opened: Opened): string | null {
  if (opened === null) return null;
  const { outcome } = opened;
  return outcome.code === 'DELETED' ? outcome.evidence : outcome.code;
}

/** A deletion as JSON. Times are RFC 3339. */
export function json({ id, record, status, now }: Found, opened: Opened) {
  const outcome = opened?.outcome ?? null;
  return {
    id: nameOf(id),
    provider: id.provider,
    accountId: record.accountId,
    status,
    outcome: outcome?.code ?? null,
    evidence: outcome?.code === 'DELETED' ? outcome.evidence : null,
    attempts: record.attempts,
    caller: id.caller,
    key: id.key,
    credentialOf: record.heldBy,
    ageMs: Math.max(0, now - record.startedAt),
    startedAt: time(record.startedAt),
    firstSentAt: time(record.firstSentAt),
    leaseUntil: time(record.leaseUntil),
    quietAt: time(record.quietAt),
    looks: record.looks,
    lastCheckedAt: time(record.lookedAt),
    nextCheckAt: record.heldBy === 'gateway' ? time(record.dueAt) : null,
    expiresAt: time(record.expiresAt),
  };
}

/** One deletion, a line for each field. */
export function details(found: Found, opened: Opened): string {
  const entries = Object.entries(json(found, opened)).map(([name, value]) => [name, visible(String(value ?? NONE))]);
  const width = Math.max(...entries.map(([name = '']) => name.length));
  return entries.map(([name = '', value]) => `${name.padEnd(width)}${GAP}${value}\n`).join('');
}

const time = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** A time span of milliseconds in its largest whole unit: `45s`, `12m`, `3h`, `8d`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}m`;
  return seconds < 2 * 86_400 ? `${Math.floor(seconds / 3_600)}h` : `${Math.floor(seconds / 86_400)}d`;
}

/** Escapes control and invisible characters: ids come from callers, and a terminal would execute some of them. */
export const visible = (text: string): string =>
  text.replace(/[^\x20-\x7e–]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const cut = (text: string, width: number): string => (text.length <= width ? text : `${text.slice(0, width - 1)}…`);
