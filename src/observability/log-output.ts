import { constants, fstatSync, openSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isatty } from 'node:tty';

/** The size of the buffer for lines that could not be written yet, in characters or bytes. */
const MAX_WAITING = 1_000_000;
/** What one turn may gather before it is written, in characters: many requests in a turn must not fill the buffer. */
const MAX_GATHERED = 64_000;
/** The pause before a failed write is tried again, in milliseconds. */
const RETRY_MS = 100;
/** How often a flush checks whether everything is written, in milliseconds. */
const FLUSH_CHECK_MS = 10;

/**
 * Where log lines go. Writing never blocks: lines that cannot be written and do not fit into the buffer are dropped. The
 * lines of one turn of the event loop are written together at its end: a process that is killed or crashes (SIGKILL,
 * out of memory) loses those of its last turn, a few milliseconds, although their answers may have been sent.
 */
export interface LogOutput {
  write(line: string): void;
  /** How many lines were dropped. */
  dropped(): number;
  /** Waits until everything is written, at most `ms` milliseconds. */
  flush(ms: number): Promise<void>;
}

interface Writer {
  /** @param count the number of lines */
  write(lines: string, count: number): void;
  waiting(): number;
  /** How many lines could not be written. */
  dropped(): number;
}

/** Standard output as a log. */
export function openLogOutput(): LogOutput {
  const kind = fstatSync(1);
  const output = gatherLines(
    kind.isFIFO() || kind.isSocket() ? createPipeWriter(process.stdout) : createFileWriter(openTerminal(1)),
  );
  process.on('exit', output.writeGathered);
  return output;
}

/** Writes the lines of one turn of the event loop together, up to a size: a write costs more than its content. */
export function gatherLines(writer: Writer): LogOutput & { writeGathered(): void; waiting(): number } {
  let gathered: string[] = [];
  let length = 0;
  let dropped = 0;
  const waiting = () => length + writer.waiting();

  function writeGathered(): void {
    const lines = gathered;
    gathered = [];
    length = 0;
    if (lines.length > 0) writer.write(lines.join(''), lines.length);
  }
  return {
    write(line) {
      if (waiting() + line.length > MAX_WAITING) {
        dropped += 1;
        return;
      }
      if (gathered.length === 0) setImmediate(writeGathered);
      gathered.push(line);
      length += line.length;
      if (length >= MAX_GATHERED) writeGathered();
    },
    writeGathered,
    waiting,
    dropped: () => dropped + writer.dropped(),
    async flush(ms) {
      const end = performance.now() + ms;
      writeGathered();
      while (waiting() > 0 && performance.now() < end) await sleep(FLUSH_CHECK_MS);
    },
  };
}

/** For a pipe or a socket. Node does not block on them, but buffers without a limit. */
export function createPipeWriter(stream: NodeJS.WriteStream): Writer {
  let dropped = 0;
  stream.on('error', () => {}); // the reader is gone: each line is counted below
  return {
    write(lines, count) {
      stream.write(lines, (fault) => {
        if (fault) dropped += count;
      });
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
    write(lines) {
      const next = Buffer.from(lines);
      waiting.push(next);
      bytes += next.length;
      if (retry === undefined) writeWaiting();
    },
    waiting: () => bytes,
    dropped: () => 0,
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
