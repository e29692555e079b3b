import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';

/** The terminal or the streams of a command. */
export interface Terminal {
  /** The width of the output, in characters. */
  readonly columns: number;
  /** Prints a result on standard output. */
  print(text: string): void;
  /** Prints a line on standard error. */
  note(text: string): void;
  /** On a terminal, shows a line that replaces the last one; null removes it. */
  progress(text: string | null): void;
  /** Asks, and returns the answer; null when there is no terminal. */
  ask(question: string): Promise<string | null>;
  /** All of standard input; null when it is a terminal. */
  input(): Promise<string | null>;
}

/** The width without a terminal. */
const COLUMNS = 100;
/** Longer than any credential, in characters. */
const MAX_INPUT = 65_536;

interface Streams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

export function createTerminal({ stdin, stdout, stderr }: Streams): Terminal {
  let shown = false;
  const progress = (text: string | null) => {
    if (!stderr.isTTY || (text === null && !shown)) return;
    stderr.write(`\r\x1b[K${text ?? ''}`);
    shown = text !== null;
  };
  return {
    columns: stdout.columns ?? COLUMNS,
    print: (text) => void stdout.write(text),
    progress,
    note(text) {
      progress(null);
      stderr.write(`${text}\n`);
    },
    async ask(question) {
      if (!stdin.isTTY || !stderr.isTTY) return null;
      const lines = createInterface({ input: stdin, output: stderr });
      const ended = once(lines, 'close').then(() => '');
      // Ctrl+C and Ctrl+D mean no.
      const answer = await Promise.race([lines.question(question).catch(() => ''), ended]);
      lines.close();
      return answer;
    },
    async input() {
      if (stdin.isTTY) return null;
      let text = '';
      for await (const chunk of stdin.setEncoding('utf8')) {
        text += chunk;
        if (text.length > MAX_INPUT) break;
      }
      return text;
    },
  };
}
