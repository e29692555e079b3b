import ts from 'typescript';
import type { Change } from './change.ts';
import { closestCode, closestNames, placesOf } from './closest.ts';
import { isCalled, runsOf, type SourceCode, type Token, tokensOf } from './syntax.ts';

/** A file with the mistake in it. */
export interface Planted {
  readonly file: string;
  readonly text: string;
}

interface Edit {
  readonly source: SourceCode;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Run {
  readonly source: SourceCode;
  readonly from: number;
  readonly to: number;
}

type SyntaxChange = Exclude<Change, { operator: 'rewrite' }>;

const REST = '…';
const CHAINED = [
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.PlusToken,
];

/** Makes the change in the one place where it applies. Throws an error for people when there is none, or more than one. */
export function plant(change: Change, sources: readonly SourceCode[], read: (file: string) => string): Planted {
  if (change.operator === 'rewrite') return rewritten(change.file, read(change.file), change.code, change.by);
  const edits = change.operator === 'reword' ? rewordings(change, sources) : editsOf(change, sources);
  const [edit] = edits;
  if (edit === undefined) throw new Error(whyNowhere(change, sources));
  if (edits.length > 1) throw new Error(`\`${change.code}\` is there more than once: ${edits.map(placeOf).join(', ')}`);
  const { source, start, end, text } = edit;
  return { file: source.file, text: source.text.slice(0, start) + text + source.text.slice(end) };
}

function placeOf({ source, start }: Edit): string {
  return `${source.file}:${source.text.slice(0, start).split('\n').length}`;
}

function rewritten(file: string, source: string, code: string, by: string): Planted {
  const found = source.split(code).length - 1;
  if (found !== 1) throw new Error(`\`${code}\` is ${found} times in ${file}, not once`);
  return { file, text: source.replace(code, () => by) };
}

function editsOf(change: Exclude<SyntaxChange, { operator: 'reword' }>, sources: readonly SourceCode[]): Edit[] {
  const isBeginning = change.code.endsWith(REST);
  return runsIn(sources, change.in, change.code).flatMap((run) => {
    const { source } = run;
    const edits = source.parts
      .filter(({ from, to }) => from === run.from && (isBeginning ? to >= run.to : isWhole(run, to)))
      .map(({ node }) => editOf(change, node, run, isBeginning))
      .filter((edit) => edit !== null);
    // Of parts that begin alike, the shortest.
    return edits.sort((one, other) => one.end - one.start - (other.end - other.start)).slice(0, 1);
  });
}

/** A statement is also found without its semicolon. */
function isWhole({ source, to }: Run, end: number): boolean {
  return end === to || (end === to + 1 && source.tokens[to]?.text === ';');
}

function editOf(change: SyntaxChange, node: ts.Node, { source, to }: Run, isBeginning: boolean): Edit | null {
  const start = node.getStart();
  const edit = (text: string, from = start, end = node.end): Edit => ({ source, text, start: from, end });
  switch (change.operator) {
    case 'remove':
      return removal(node, edit);
    case 'put before':
      return ts.isStatement(node) ? edit(`${change.by}\n`, start, start) : null;
    case 'swap':
      return ts.isBinaryExpression(node)
        ? edit(change.by, node.operatorToken.getStart(), node.operatorToken.end)
        : null;
    case 'replace':
      // Without the semicolon of a statement, which stays.
      if (!isReplaceable(node)) return null;
      return edit(change.by, start, isBeginning ? withoutSemicolon(node) : source.tokens[to - 1]?.end);
    default:
      return null;
  }
}

function withoutSemicolon(node: ts.Node): number {
  return node.getText().endsWith(';') ? node.end - 1 : node.end;
}

/** Neither an operator nor the name of a declaration or property. */
function isReplaceable(node: ts.Node): boolean {
  if (ts.isIdentifier(node)) return !('name' in node.parent) || node.parent.name !== node;
  return !ts.isToken(node) || ts.isLiteralExpression(node);
}

function removal(node: ts.Node, edit: (text: string, from?: number, to?: number) => Edit): Edit | null {
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && CHAINED.includes(parent.operatorToken.kind)) {
    return node === parent.left ? edit('', node.getStart(), parent.right.getStart()) : edit('', parent.left.end);
  }
  if (ts.isStatement(node)) return ts.isIfStatement(parent) ? edit(';') : edit('');
  if (ts.isClassElement(node)) return edit('');
  const isItem =
    ts.isObjectLiteralElement(node) ||
    ts.isBindingElement(node) ||
    ts.isArrayLiteralExpression(parent) ||
    (ts.isCallExpression(parent) && node !== parent.expression);
  if (!isItem) return null;
  // With the comma behind it, or else that before it.
  const text = node.getSourceFile().text;
  const behind = /^\s*,/.exec(text.slice(node.end));
  if (behind !== null) return edit('', node.getStart(), node.end + behind[0].length);
  const before = /,\s*$/.exec(text.slice(0, node.getStart()));
  return edit('', node.getStart() - (before?.[0].length ?? 0));
}

/** Where the characters are inside of one string, template or regular expression. */
function rewordings({ in: where, code, by }: SyntaxChange & { by: string }, sources: readonly SourceCode[]): Edit[] {
  const edits = partsCalled(sources, where).flatMap(({ source, from, to }) =>
    source.tokens.slice(from, to).flatMap((token) => {
      if (!/^["'`}/]./.test(token.text)) return [];
      const text = source.text.slice(token.start, token.end);
      return [...text.matchAll(new RegExp(RegExp.escape(code), 'g'))].map(({ index }) => ({
        source,
        text: by,
        start: token.start + index,
        end: token.start + index + code.length,
      }));
    }),
  );
  return once(edits, ({ source, start }) => `${source.file}:${start}`);
}

function runsIn(sources: readonly SourceCode[], where: string, code: string): Run[] {
  const wanted = wantedTokens(code);
  const runs = partsCalled(sources, where).flatMap(({ source, from, to }) =>
    runsOf(source.tokens, wanted, from, to).map((start) => ({ source, from: start, to: start + wanted.length })),
  );
  return once(runs, ({ source, from }) => `${source.file}:${from}`);
}

/** The tokens of `code` without the last semicolon, and without the sign for the rest. */
function wantedTokens(code: string): Token[] {
  return tokensOf(code.endsWith(REST) ? code.slice(0, -REST.length) : code.replace(/;$/, ''));
}

/** What is called `where`: `take`, `Ledger.take`, or `memory/Ledger.take` in a folder `memory`. */
function partsCalled(sources: readonly SourceCode[], where: string): Run[] {
  const [, folder = '', name = ''] = /^(?:(.*)\/)?(.*)$/.exec(where) ?? [];
  return sources
    .filter(({ file }) => folder === '' || file.includes(`/${folder}/`))
    .flatMap((source) =>
      source.named.filter(({ path }) => isCalled(path, name.split('.'))).map(({ from, to }) => ({ source, from, to })),
    );
}

function once<T>(list: readonly T[], nameOf: (item: T) => string): T[] {
  return [...new Map(list.map((item) => [nameOf(item), item])).values()];
}

function whyNowhere(change: SyntaxChange, sources: readonly SourceCode[]): string {
  const wanted = wantedTokens(change.code);
  const parts = partsCalled(sources, change.in);
  const files = [...new Set(parts.map(({ source }) => source.file))].join(', ');
  const elsewhere = change.operator === 'reword' ? [] : placesOf(wanted, sources);
  const hint = elsewhere.length === 0 ? '' : `; it is in ${elsewhere.join(', ')}`;
  if (parts.length === 0) {
    const names = closestNames(change.in, sources).join(', ');
    return `\`${change.code}\`: nothing is called ${change.in}${hint}\n    the closest names: ${names}`;
  }
  if (change.operator !== 'reword' && runsIn(sources, change.in, change.code).length > 0) {
    return `\`${change.code}\` in ${change.in} (${files}) is nothing that "${change.operator}" applies to`;
  }
  const closest = closestCode(wanted, parts);
  const alike = closest === null ? '' : `\n    the closest there: \`${closest}\``;
  return `\`${change.code}\` is not in ${change.in} (${files})${hint}${alike}`;
}
