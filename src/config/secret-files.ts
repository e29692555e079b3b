import { readFileSync } from 'node:fs';
import { API_KEY_SETTINGS } from './provider-settings.ts';

type Settings = Readonly<Record<string, string | undefined>>;

/** Settings that may be given as `NAME_FILE` instead: more people can read an environment than a file. */
export const SECRET_SETTINGS: readonly string[] = [
  'LEDGER_SECRET',
  ...API_KEY_SETTINGS,
  'LEDGER_URL',
  'REPLAY_CACHE_URL',
];

/** Replaces each `NAME_FILE` by `NAME` with the content of the file. Problems name the variable, never the content. */
export function withFiles(given: Settings): { readonly settings: Settings; readonly problems: readonly string[] } {
  const settings: Record<string, string | undefined> = { ...given };
  const problems: string[] = [];
  for (const name of SECRET_SETTINGS) {
    const path = given[`${name}_FILE`];
    if (path === undefined) continue;
    if (given[name] !== undefined) {
      problems.push(`${name}_FILE must not be set when ${name} is`);
      continue;
    }
    try {
      const value = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
      // An empty variable counts as not set; an empty file is a mistake.
      if (value === '') problems.push(`${name}_FILE names a file that is empty`);
      else settings[name] = value;
    } catch (fault) {
      problems.push(`${name}_FILE names a file that cannot be read (${codeOf(fault)})`);
    }
  }
  return { settings, problems };
}

const codeOf = (fault: unknown): string => (fault instanceof Error && 'code' in fault ? String(fault.code) : 'no text');
