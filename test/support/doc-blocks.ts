import { readFileSync } from 'node:fs';

const ROOT = new URL('../../', import.meta.url);

/** A block of code on a page. */
export interface DocBlock {
  readonly language: string;
  readonly code: string;
  /** The file that the block shows, as a comment above it says; null for a block that stands for itself. */
  readonly file: string | null;
}

/** @param page its path from the root of the repository */
export function readBlocks(page: string): DocBlock[] {
  const blocks = readRepoFile(page).matchAll(/(?:<!-- (\S+) -->\n)?```(\w*)\n(.*?)```/gs);
  return [...blocks].map(([, file = null, language = '', code = '']) => ({ language, code, file }));
}

/** @param path from the root of the repository */
export const readRepoFile = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
