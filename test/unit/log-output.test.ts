import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFileWriter } from '../../src/observability/log-output.ts';

describe('a log in a file', () => {
  it('has every line, in order', () => {
    const path = join(tmpdir(), `log-output-${process.pid}`);
    const fd = openSync(path, 'w');
    const writer = createFileWriter(fd);
    for (let n = 0; n < 1_000; n += 1) writer.write(`${n}\n`);
    closeSync(fd);
    expect(readFileSync(path, 'utf8')).toBe(`${Array.from({ length: 1_000 }, (_, n) => n).join('\n')}\n`);
    expect([writer.waiting(), writer.dropped()]).toEqual([0, 0]);
    rmSync(path);
  });

  it('keeps what a full disk does not take, up to a bound, and counts the rest', () => {
    const fd = openSync('/dev/full', 'w');
    const writer = createFileWriter(fd);
    const line = 'x'.repeat(1_000);
    for (let n = 0; n < 1_500; n += 1) writer.write(line);
    expect([writer.waiting(), writer.dropped()]).toEqual([1_000_000, 500]);
    closeSync(fd);
  });
});
