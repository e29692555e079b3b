import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';

/** Where the command is run: its streams, and how it asks. */
export interface Terminal {
  /** How wide its output may be, in characters. */
  readonly columns: number;
  /** What was asked for. */
  print(text: string): void;
  /** Whatever else people should know. */
  note(text: string): void;
  /** A line that the next one replaces, for whoever sits in front of it; null: the last one is done. */
  progress(text: string | null): void;
  /** What somebody types; null when nobody sits there. */
  ask(question: string): Promise<string | null>;
  /** All of standard input; null when somebody sits there. */
  input(): Promise<string | null>;
}

/** A table on no terminal is as wide as it is on a usual one. */
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
      // Ctrl+C and Ctrl+D are an answer too: no.
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
