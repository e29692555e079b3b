import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConfigError, loadConfig } from '../../src/config/config.ts';

const SECRET = 'hunter2-'.repeat(5);
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gateway-secret-files-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(text: string): string {
  const path = join(folder, 'secret');
  writeFileSync(path, text);
  return path;
}

function problemsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (fault) {
    return (fault as ConfigError).problems;
  }
}

describe('a setting that is a secret', () => {
  it.each([
    ['LEDGER_SECRET', SECRET],
    ['LEDGER_URL', 'postgres://user:password@db.example/ledger'],
    ['REPLAY_CACHE_URL', 'rediss://:password@cache.example'],
  ])('%s may be in a file', (name, value) => {
    expect(loadConfig({ [`${name}_FILE`]: fileWith(value) })).toMatchObject({ [name]: value });
  });

  it.each(['SEQUENCE_API_KEY', 'NUVION_API_KEY'])(
    '%s may be in a file, and needs proof of who calls there, too',
    (name) => {
      const auth = { AUTH_JWKS_URL: 'https://issuer.example/jwks', AUTH_ISSUER: 'i', AUTH_AUDIENCE: 'a' };
      const env = { [`${name}_FILE`]: fileWith('key') };
      expect(loadConfig({ ...env, ...auth }).providers.get(name.replace('_API_KEY', ''))?.apiKey).toBe('key');
      expect(problemsOf(env)).toHaveLength(3);
    },
  );

  it.each(['\n', '\r\n'])('its last line end (%j) is cut off, and only that', (end) => {
    const LEDGER_SECRET_FILE = fileWith(`${SECRET}${end}`);
    expect(loadConfig({ LEDGER_SECRET_FILE }).LEDGER_SECRET).toBe(SECRET);
    expect(problemsOf({ LEDGER_SECRET_FILE: fileWith(`${SECRET}${end}${end}`) })).toEqual([
      'LEDGER_SECRET_FILE must have no white space at its ends',
    ]);
  });

  it('is given once', () => {
    expect(problemsOf({ LEDGER_SECRET: SECRET, LEDGER_SECRET_FILE: fileWith(SECRET) })).toEqual([
      'LEDGER_SECRET_FILE must not be set when LEDGER_SECRET is',
    ]);
  });

  it('that is not there, or empty, is a mistake, reported with the others', () => {
    const missing = { LEDGER_SECRET_FILE: join(folder, 'nowhere'), PORT: 'x' };
    expect(problemsOf(missing).map((problem) => problem.split(' ')[0])).toEqual(['PORT', 'LEDGER_SECRET_FILE']);
    expect(problemsOf(missing).join()).toContain('ENOENT');
    expect(problemsOf({ LEDGER_SECRET_FILE: folder })).toEqual([expect.stringContaining('EISDIR')]);
    expect(problemsOf({ LEDGER_SECRET_FILE: fileWith('\n') })).toEqual([expect.stringContaining('empty')]);
  });

  it('is never repeated, nor is where it lies', () => {
    const wrong = { LEDGER_URL_FILE: fileWith('hunter2'), LEDGER_SECRET_FILE: join(folder, 'hunter2') };
    expect(problemsOf(wrong)).toHaveLength(2);
    expect(problemsOf(wrong).join()).not.toMatch(/hunter2|gateway-secret-files/);
  });
});
