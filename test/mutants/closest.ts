import { runsOf, type SourceCode, type Token } from './syntax.ts';

interface Stretch {
  readonly source: SourceCode;
  readonly from: number;
  readonly to: number;
}

/** The three names most like `wanted` that code of `sources` has. */
export function closestNames(wanted: string, sources: readonly SourceCode[]): string[] {
  const names = new Set(sources.flatMap(({ named }) => named.map(({ path }) => path.slice(-2).join('.'))));
  const last = (name: string) => name.split('.').at(-1) ?? '';
  const score = (name: string) =>
    2 * likeness(pairsOf(last(name)), pairsOf(last(wanted))) + likeness(pairsOf(name), pairsOf(wanted));
  return [...names].sort((one, other) => score(other) - score(one)).slice(0, 3);
}

/** The part of the code of `stretches` that has most in common with `wanted`. */
export function closestCode(wanted: readonly Token[], stretches: readonly Stretch[]): string {
  const words = wanted.map(textOf);
  let best = { score: -1, code: '' };
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

function pairsOf(name: string): string[] {
  const letters = name.toLowerCase();
  return [...letters].map((_, index) => letters.slice(index, index + 2));
}

/** Dice's coefficient: what two lists share, from 0 to 1. */
function likeness(one: readonly string[], other: readonly string[]): number {
  const left = [...other];
  let shared = 0;
  for (const word of one) {
    const index = left.indexOf(word);
    if (index === -1) continue;
    left.splice(index, 1);
    shared += 1;
  }
  return (2 * shared) / (one.length + other.length || 1);
}
