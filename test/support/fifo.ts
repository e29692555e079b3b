import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A pipe with a reader that hangs. */
export interface HangingPipe extends Disposable {
  /** The end to write to. */
  readonly fd: number;
  /** Fills the pipe to the last byte. */
  fill(): void;
}

export function openHangingPipe(): HangingPipe {
  const folder = mkdtempSync(join(tmpdir(), 'hanging-pipe-'));
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const fd = openSync(path, constants.O_WRONLY);
  return {
    fd,
    fill() {
      const own = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
      for (const size of [4_096, 1]) {
        try {
          for (;;) writeSync(own, 'x'.repeat(size));
        } catch {
          // It is full.
        }
      }
      closeSync(own);
    },
    [Symbol.dispose]() {
      closeSync(reader);
      closeSync(fd);
      rmSync(folder, { recursive: true });
    },
  };
}
