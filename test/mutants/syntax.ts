import ts from 'typescript';

/** A piece of code without its layout: white space, comments, the kind of quotes and last commas do not count. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A part of the syntax tree, and the tokens that it consists of: `from` to before `to`. */
export interface Part {
  readonly node: ts.Node;
  readonly from: number;
  readonly to: number;
}

/** A function, method, class, constant, property or `case`, with the names of those that it stands in. */
export interface Named extends Part {
  readonly path: readonly string[];
}

export interface SourceCode {
  readonly file: string;
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly parts: readonly Part[];
  readonly named: readonly Named[];
}

const BEFORE_A_DIVISION = /^[\w$#)\]}"]/;
const CLOSING = [')', ']', '}'];

/** The tokens of whole code, or of a fragment that could not be parsed alone. */
export function tokensOf(text: string): Token[] {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, text);
  const tokens: Token[] = [];
  const braces: ('block' | 'template')[] = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    const before = tokens.at(-1)?.text ?? '';
    if (kind === ts.SyntaxKind.GreaterThanToken) kind = scanner.reScanGreaterToken();
    const isDivision = BEFORE_A_DIVISION.test(before) && before !== 'return';
    if (kind === ts.SyntaxKind.SlashToken && !isDivision) kind = scanner.reScanSlashToken();
    if (kind === ts.SyntaxKind.OpenBraceToken) braces.push('block');
    if (kind === ts.SyntaxKind.TemplateHead) braces.push('template');
    if (kind === ts.SyntaxKind.CloseBraceToken) {
      if (braces.at(-1) === 'template') kind = scanner.reScanTemplateToken(false);
      if (kind !== ts.SyntaxKind.TemplateMiddle) braces.pop();
    }
    const word = wordOf(kind, scanner);
    if (CLOSING.includes(word) && before === ',') tokens.pop();
    tokens.push({ text: word, start: scanner.getTokenStart(), end: scanner.getTokenEnd() });
  }
  return tokens;
}

function wordOf(kind: ts.SyntaxKind, scanner: ts.Scanner): string {
  if (kind === ts.SyntaxKind.StringLiteral) return JSON.stringify(scanner.getTokenValue());
  return kind === ts.SyntaxKind.NumericLiteral ? scanner.getTokenValue() : scanner.getTokenText();
}

export function parse(file: string, text: string): SourceCode {
  const root = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const tokens = tokensOf(text);
  const first = new Map(tokens.map(({ start }, index) => [start, index]));
  const last = new Map(tokens.map(({ end }, index) => [end, index + 1]));
  const parts: Part[] = [];
  const named: Named[] = [];
  const visit = (node: ts.Node, above: readonly string[]): void => {
    const name = nameOf(node);
    const path = name === null ? above : [...above, name];
    const from = first.get(node.getStart(root));
    const to = last.get(node.end);
    if (from !== undefined && to !== undefined) {
      parts.push({ node, from, to });
      if (name !== null) named.push({ node, from, to, path });
    }
    ts.forEachChild(node, (child) => visit(child, path));
  };
  ts.forEachChild(root, (node) => visit(node, []));
  return { file, text, tokens, parts, named };
}

function nameOf(node: ts.Node): string | null {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  if (ts.isCaseClause(node)) return ts.isStringLiteral(node.expression) ? node.expression.text : null;
  if (!isNamed(node) || node.name === undefined) return null;
  const { name } = node;
  return ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteral(name) ? name.text : null;
}

function isNamed(node: ts.Node) {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isAccessor(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isVariableDeclaration(node)
  );
}

/** Whether `path` ends in the last of `wanted` and has the others above it, in their order. */
export function isCalled(path: readonly string[], wanted: readonly string[]): boolean {
  if (path.at(-1) !== wanted.at(-1)) return false;
  let met = 0;
  for (const name of path) if (name === wanted[met]) met += 1;
  return met === wanted.length;
}

/** Where `wanted` begins among the tokens from `from` to before `to`. */
export function runsOf(tokens: readonly Token[], wanted: readonly Token[], from: number, to: number): number[] {
  const starts: number[] = [];
  for (let start = from; start + wanted.length <= to; start += 1) {
    if (wanted.every(({ text }, index) => tokens[start + index]?.text === text)) starts.push(start);
  }
  return starts;
}
