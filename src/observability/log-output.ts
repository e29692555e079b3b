import { constants, fstatSync, openSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isatty } from 'node:tty';

/** The size of the buffer for lines that could not be written yet, in characters or bytes. */
const MAX_WAITING = 1_000_000;
/** The pause before a failed write is tried again, in milliseconds. */
const RETRY_MS = 100;
/** How often a flush checks whether everything is written, in milliseconds. */
const FLUSH_CHECK_MS = 10;

/** Where log lines go. Writing never blocks: lines that cannot be written and do not fit into the buffer are dropped. */
export interface LogOutput {
  write(line: string): void;
  /** How many lines were dropped. */
  dropped(): number;
  /** Waits until everything is written, at most `ms` milliseconds. */
  flush(ms: number): Promise<void>;
}

interface Writer {
  write(line: string): void;
  waiting(): number;
  dropped(): number;
}

/** Standard output as a log. */
export function openLogOutput(): LogOutput {
  const kind = fstatSync(1);
  const writer =
    kind.isFIFO() || kind.isSocket() ? createPipeWriter(process.stdout) : createFileWriter(openTerminal(1));
  return {
    write: writer.write,
    dropped: writer.dropped,
    async flush(ms) {
      const end = performance.now() + ms;
      while (writer.waiting() > 0 && performance.now() < end) await sleep(FLUSH_CHECK_MS);
    },
  };
}

/** For a pipe or a socket. Node does not block on them, but buffers without a limit. */
export function createPipeWriter(stream: NodeJS.WriteStream): Writer {
  let dropped = 0;
  stream.on('error', () => {}); // the reader is gone: `onWritten` counts each line
  const onWritten = (fault?: Error | null) => {
    if (fault) dropped += 1;
  };
  return {
    write(line) {
      if (stream.writableLength + line.length > MAX_WAITING) dropped += 1;
      else stream.write(line, onWritten);
    },
    waiting: () => (stream.destroyed ? 0 : stream.writableLength),
    dropped: () => dropped,
  };
}

/**
 * For a file, a device or a terminal. When a write fails, for example on a full disk, it is tried again from where it
 * stopped, so that lines are not mixed.
 */
export function createFileWriter(fd: number): Writer {
  const waiting: Buffer[] = [];
  let bytes = 0;
  let dropped = 0;
  let retry: NodeJS.Timeout | undefined;

  function writeWaiting(): void {
    retry = undefined;
    try {
      for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
        const written = writeSync(fd, next);
        bytes -= written;
        if (written === next.length) waiting.shift();
        else waiting[0] = next.subarray(written);
      }
    } catch {
      retry = setTimeout(writeWaiting, RETRY_MS).unref();
    }
  }
  return {
    write(line) {
      const next = Buffer.from(line);
      if (bytes + next.length > MAX_WAITING) {
        dropped += 1;
        return;
      }
      waiting.push(next);
      bytes += next.length;
      if (retry === undefined) writeWaiting();
    },
    waiting: () => bytes,
    dropped: () => dropped,
  };
}

/** A paused terminal blocks a writer, but not one that opened it as a file of its own without blocking. */
function openTerminal(fd: number): number {
  if (!isatty(fd)) return fd;
  try {
    return openSync(`/proc/self/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch {
    return fd;
  }
}
