import ts from 'typescript';
import { runsOf, type SourceCode, type Token } from './syntax.ts';

interface Stretch {
  readonly source: SourceCode;
  readonly from: number;
  readonly to: number;
}

/** The three names most like `wanted`, of what stands at the top of a file or of a class. */
export function closestNames(wanted: string, sources: readonly SourceCode[]): string[] {
  const names = new Set(
    sources.flatMap(({ named }) =>
      named
        .filter(({ node, path }) => path.length === 1 || ts.isClassElement(node))
        .map(({ path }) => path.slice(-2).join('.')),
    ),
  );
  const score = (name: string) => likeness(wordsOf(name), wordsOf(wanted)) + likeness(pairsOf(name), pairsOf(wanted));
  return [...names].sort((one, other) => score(other) - score(one)).slice(0, 3);
}

/** The part of the code of `stretches` that has most in common with `wanted`; null where nothing has. */
export function closestCode(wanted: readonly Token[], stretches: readonly Stretch[]): string | null {
  const words = wanted.map(textOf);
  let best: { score: number; code: string | null } = { score: 0, code: null };
  for (const { source, from, to } of stretches) {
    for (const part of source.parts) {
      if (part.from < from || part.to > to || part.to - part.from > 3 * words.length + 3) continue;
      const score = likeness(source.tokens.slice(part.from, part.to).map(textOf), words);
      if (score > best.score) best = { score, code: part.node.getText().replace(/\s+/g, ' ') };
    }
  }
  return best.code;
}

/** The names of up to three functions, methods or constants with the code of `wanted`, wherever they are. */
export function placesOf(wanted: readonly Token[], sources: readonly SourceCode[]): string[] {
  const names = sources.flatMap(({ named, tokens }) =>
    runsOf(tokens, wanted, 0, tokens.length).map((start) => {
      const around = named.filter(({ from, to }) => from <= start && start + wanted.length <= to);
      return around.at(-1)?.path.slice(-2).join('.') ?? 'no function';
    }),
  );
  return [...new Set(names)].slice(0, 3);
}

const textOf = ({ text }: Token): string => text;

/** `next` and `step` of `nextStep`. */
function wordsOf(name: string): string[] {
  return name.split(/[.#_]|(?=[A-Z])/).map((word) => word.toLowerCase());
}

function pairsOf(name: string): string[] {
  const letters = name.toLowerCase();
  return [...letters].map((_, index) => letters.slice(index, index + 2));
}

/** What two lists share, from 0 to 1; of those that share as much, the one of the same length. */
function likeness(one: readonly string[], other: readonly string[]): number {
  const left = [...other];
  let shared = 0;
  for (const word of one) {
    const index = left.indexOf(word);
    if (index === -1) continue;
    left.splice(index, 1);
    shared += 1;
  }
  return shared / Math.max(one.length, other.length, 1) - Math.abs(one.length - other.length) / 1_000;
}
