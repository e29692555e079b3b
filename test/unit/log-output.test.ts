import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createFileWriter, gatherLines } from '../../src/observability/log-output.ts';

describe('a log in a file', () => {
  it('has every line, in order', async () => {
    const path = join(tmpdir(), `log-output-${process.pid}`);
    const fd = openSync(path, 'w');
    const writer = gatherLines(createFileWriter(fd));
    for (let n = 0; n < 1_000; n += 1) {
      writer.write(`${n}\n`);
      if (n % 100 === 0) await nextTurn();
    }
    await writer.flush(1_000);
    closeSync(fd);
    expect(readFileSync(path, 'utf8')).toBe(`${Array.from({ length: 1_000 }, (_, n) => n).join('\n')}\n`);
    expect([writer.waiting(), writer.dropped()]).toEqual([0, 0]);
    rmSync(path);
  });

  it('keeps what a full disk does not take, up to a bound, and counts the rest', async () => {
    const fd = openSync('/dev/full', 'w');
    const writer = gatherLines(createFileWriter(fd));
    const line = 'x'.repeat(1_000);
    for (let n = 0; n < 1_500; n += 1) {
      writer.write(line);
      if (n % 100 === 0) await nextTurn();
    }
    expect([writer.waiting(), writer.dropped()]).toEqual([1_000_000, 500]);
    closeSync(fd);
  });
});

describe('a turn of the event loop with very many lines', () => {
  it('loses none of them, where they can be written', async () => {
    const path = join(tmpdir(), `log-output-turn-${process.pid}`);
    const fd = openSync(path, 'w');
    const writer = gatherLines(createFileWriter(fd));
    const line = `${'x'.repeat(999)}\n`;
    for (let n = 0; n < 3_000; n += 1) writer.write(line);
    await nextTurn();
    closeSync(fd);
    expect([writer.dropped(), readFileSync(path).length]).toEqual([0, 3_000_000]);
    rmSync(path);
  });
});

describe('a process that ends at once', () => {
  it('has written its lines before', () => {
    const module = new URL('../../src/observability/log-output.ts', import.meta.url).href;
    const script = `import { openLogOutput } from '${module}'; openLogOutput().write('last words\\n'); process.exit(3);`;
    const { status, stdout } = spawnSync('node', ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([3, 'last words\n']);
  });
});

describe('lines', () => {
  function recorder() {
    const written: [string, number][] = [];
    const writer = { write: (lines: string, count: number) => void written.push([lines, count]), waiting: () => 0 };
    return { written, output: gatherLines({ ...writer, dropped: () => 7 }) };
  }

  it('of one turn of the event loop are one write', async () => {
    const { written, output } = recorder();
    output.write('a\n');
    await Promise.resolve();
    output.write('b\n');
    expect(written).toEqual([]);
    await nextTurn();
    output.write('c\n');
    await nextTurn();
    await nextTurn();
    expect(written).toEqual([
      ['a\nb\n', 2],
      ['c\n', 1],
    ]);
    expect(output.dropped()).toBe(7);
  });

  it('are written before a flush waits, and on the way out', async () => {
    const { written, output } = recorder();
    output.write('a\n');
    const flushed = output.flush(1_000);
    expect(written).toEqual([['a\n', 1]]);
    await flushed;
    output.write('b\n');
    output.writeGathered();
    expect(written).toHaveLength(2);
    await nextTurn();
    expect(written).toHaveLength(2);
  });
});
