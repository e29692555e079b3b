import { describe, expect, it } from 'vitest';
import { readRepoFile } from '../support/doc-blocks.ts';

const PAGES = [
  'README.md',
  'SECURITY.md',
  'docs/ledgers.md',
  'docs/operating.md',
  'docs/runbook.md',
  'docs/threat-model.md',
];

/** Blocks of a shell, and code within a text. */
function commandsIn(page: string): string[] {
  const text = readRepoFile(page);
  const blocks = [...text.matchAll(/```sh\n(.*?)```/gs)];
  const inline = [...text.replaceAll(/```.*?```/gs, '').matchAll(/`([^`]+)`/g)];
  return [...blocks, ...inline].map(([, code = '']) => code.replaceAll('\n', ' '));
}

/** What leaves records, secrets or memory behind in a file. */
const WRITES = /\s>\s*[\w./]+|\.backup|heapsnapshot-signal|^cp | cp |VACUUM INTO|pg_dump|--rdb|sqlite3 \S+ < /;

const writing = PAGES.flatMap((page) => commandsIn(page).map((command) => ({ page, command }))).filter(({ command }) =>
  WRITES.test(command),
);

describe('a command that writes records or secrets to a file', () => {
  it('is there', () => expect(writing.length).toBeGreaterThanOrEqual(3));

  it.each(writing)('$page: $command lets nobody else read it', ({ command }) => {
    expect(command).toContain('umask 077');
  });
});
