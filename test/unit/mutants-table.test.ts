import { existsSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { alwaysFalse, alwaysTrue, type Change, putBefore, remove, replace, reword, swap } from '../mutants/change.ts';
import { MUTANTS, mutantsTable, plantIn } from '../mutants/mutants.ts';
import { plant } from '../mutants/plant.ts';
import { parse } from '../mutants/syntax.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string) => readFileSync(`${ROOT}${file}`, 'utf8');

describe('the mutants', () => {
  it('can all be planted, each as a mistake that runs', () => {
    const plantHere = plantIn(ROOT);
    const problems = MUTANTS.flatMap((mutant) => {
      try {
        const { file, text } = plantHere(mutant);
        if (text === read(file)) throw new Error(`${file} is the same with the mutant in it`);
        // A mutant that does not even parse would be "caught" by any test at all.
        if (file.endsWith('.ts')) stripTypeScriptTypes(text);
        if (file.endsWith('.yaml')) parseYaml(text);
        return [];
      } catch (problem) {
        return [`${mutant.id}\n    ${problem instanceof Error ? problem.message : problem}`];
      }
    });
    if (problems.length > 0) throw new Error(`${problems.length} no longer apply:\n\n${problems.join('\n\n')}\n`);
  });

  it('have names of their own, and tests that are there', () => {
    expect(new Set(MUTANTS.map(({ id }) => id)).size).toBe(MUTANTS.length);
    const missing = MUTANTS.flatMap(({ tests }) => tests).filter((test) => !existsSync(`${ROOT}${test}`));
    expect(missing).toEqual([]);
  });

  it('are all in the table of docs/mutants.md', () => {
    expect(read('docs/mutants.md')).toContain(mutantsTable());
  });
});

const LEDGER = `
export class Ledger {
  #rows = new Map();
  /** Never \`end > now\`. */
  async take(name: string, { now, end }: Times) {
    if (this.#rows.has(name)) return null;
    const mayTake = now < end && !this.#closed && /^[a-z]+$/.test(name);
    switch (name) {
      case 'first':
        return this.#give('ours', [now, end]);
      case 'second':
        return this.#give("theirs", [now, end]);
    }
  }
}
export const LIMITS = { rows: 30_000, bytes: 64 };
`;

/** What \`change\` makes of the code, without its layout. */
function planted(change: Change, code = LEDGER, others: readonly string[] = []): string {
  const sources = [code, ...others].map((text, index) => parse(`src/${index}.ts`, text));
  return plain(plant(change, sources, () => '').text);
}

function plain(code: string): string {
  return parse('src/0.ts', code)
    .tokens.map(({ text }) => text)
    .join(' ');
}

const inLedger = (from: string, to: string) => plain(LEDGER.replace(from, () => to));

describe('a mutant', () => {
  it.each([
    ['a statement', remove('Ledger.take', 'if (this.#rows.has(name)) …'), 'if (this.#rows.has(name)) return null;', ''],
    ['an operand', remove('Ledger.take', '!this.#closed'), ' && !this.#closed', ''],
    ['the first operand', remove('Ledger.take', 'now < end'), 'now < end && ', ''],
    ['an element', remove('take.first', 'end'), '[now, end]', '[now]'],
    ['a property', remove('LIMITS', 'rows: 30000'), 'rows: 30_000, ', ''],
    ['a member', remove('Ledger', '#rows = new Map()'), '#rows = new Map();', ''],
  ])('removes %s', (_, change, from, to) => {
    expect(planted(change)).toBe(inLedger(from, to));
  });

  it.each([
    ['another expression', replace('take.second', 'now', 'end'), '"theirs", [now', '"theirs", [end'],
    ['another value', replace('LIMITS', '64', '6_400'), '64', '6_400'],
    ['what is always true', alwaysTrue('mayTake', 'now < end'), 'now < end', 'true'],
    ['what is never true', alwaysFalse('Ledger.take', 'this.#rows.has(name)'), 'this.#rows.has(name)', 'false'],
    ['another operator', swap('mayTake', 'now < end', '<='), 'now <', 'now <='],
    ['a statement before one', putBefore('take', 'const mayTake …', 'now = 0;'), 'const', 'now = 0; const'],
    ['other characters of a pattern', reword('mayTake', '+$', '*$'), '+$', '*$'],
    ['other characters of a string', reword('take.second', 'theirs', 'ours'), 'theirs', 'ours'],
  ])('puts %s', (_, change, from, to) => {
    expect(planted(change)).toBe(inLedger(from, to));
  });

  it('holds when the code is laid out in another way, with other quotes and comments', () => {
    const laidOut = LEDGER.replace('&& !this', '// or closed\n &&\n   !this').replace(
      '"theirs", [now, end]',
      "'theirs',\n[\nnow, end,\n],\n",
    );
    expect(planted(remove('Ledger.take', '!this.#closed'), laidOut)).toBe(inLedger(' && !this.#closed', ''));
    expect(planted(replace('take.second', "this.#give('theirs', …", '0'), laidOut)).toBe(
      planted(replace('take.second', 'this.#give("theirs", …', '0')),
    );
    expect(planted(replace('take.second', '[now, end]', '[]'), laidOut)).toBe(
      inLedger('theirs", [now, end]', 'theirs", []'),
    );
  });

  it('holds when its function is moved to another file', () => {
    const change = remove('Ledger.take', '!this.#closed');
    expect(planted(change, 'export const other = 1;', [LEDGER])).toBe(inLedger(' && !this.#closed', ''));
  });

  it('is looked for in the folder that it names', () => {
    const file = (name: string) => parse(name, LEDGER);
    const sources = [file('src/ledger/memory/ledger.ts'), file('src/ledger/disk/ledger.ts')];
    const fileOf = (where: string) => plant(remove(where, '!this.#closed'), sources, () => '').file;
    expect(fileOf('ledger/disk/Ledger.take')).toBe('src/ledger/disk/ledger.ts');
    expect(() => fileOf('Ledger.take')).toThrow('is there more than once');
    expect(() => fileOf('sk/Ledger.take')).toThrow('nothing is called sk/Ledger.take');
  });

  it('does not apply to what only a comment says', () => {
    expect(() => planted(swap('Ledger.take', 'end > now', '<'))).toThrow('`end > now` is not in Ledger.take');
  });

  it('names the closest code when its own has changed', () => {
    expect(() => planted(remove('Ledger.take', '!this.#isClosed'))).toThrow(
      '`!this.#isClosed` is not in Ledger.take (src/0.ts)\n    the closest there: `!this.#closed`',
    );
  });

  it('names the closest function when its own has another name', () => {
    expect(() => planted(remove('Ledger.takes', '!this.#closed'))).toThrow(
      '`!this.#closed`: nothing is called Ledger.takes; it is in take.mayTake\n    the closest names: Ledger.take, ',
    );
  });

  it('names the places when its code is there twice', () => {
    expect(() => planted(replace('Ledger.take', '[now, end]', '[]'))).toThrow(
      '`[now, end]` is there more than once: src/0.ts:10, src/0.ts:12',
    );
  });

  it('does not replace a part of an expression, an operator or the name of a declaration', () => {
    for (const code of ['end && !this.#closed', '&&', 'mayTake']) {
      expect(() => planted(replace('Ledger.take', code, '0'))).toThrow('is nothing that "replace" applies to');
    }
  });
});
