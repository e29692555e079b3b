import { parser } from '@prometheus-io/lezer-promql';

/**
 * As much of PromQL as the alerts use, with Prometheus' own rules: left-open ranges, five minutes of lookback, rates
 * extrapolated to the ends of a range. One function, as each of its parts needs the text, the series and the time.
 */

type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];
type Labels = Readonly<Record<string, string>>;

/** A series, and what was scraped of it. Times in seconds. */
export interface Series {
  readonly name: string;
  readonly labels: Labels;
  readonly samples: readonly { readonly at: number; readonly value: number }[];
}

export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

const LOOKBACK_S = 300;
const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** The vector that an expression gives at a time; throws for whatever this does not know. */
export function evaluate(expression: string, all: readonly Series[], at: number): readonly Sample[] {
  const textOf = ({ from, to }: SyntaxNode) => expression.slice(from, to);

  const only = (node: SyntaxNode): SyntaxNode => {
    if (node.firstChild === null) throw new Error(`Nothing in ${textOf(node)}`);
    return node.firstChild;
  };

  function childrenOf(node: SyntaxNode): SyntaxNode[] {
    const found: SyntaxNode[] = [];
    for (let child = node.firstChild; child !== null; child = child.nextSibling) found.push(child);
    return found;
  }

  function select(node: SyntaxNode): Series[] {
    const name = textOf(only(node));
    const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
    const tests = matchers.map((matcher) => {
      const [label = '', operator = '', quoted = '""'] = childrenOf(matcher).map(textOf);
      const value: string = JSON.parse(quoted);
      const fits: Record<string, (seen: string) => boolean> = {
        '=': (seen) => seen === value,
        '!=': (seen) => seen !== value,
        '=~': (seen) => new RegExp(`^(?:${value})$`).test(seen),
      };
      return (labels: Labels) => fits[operator]?.(labels[label] ?? '') ?? false;
    });
    return all.filter((series) => series.name === name && tests.every((test) => test(series.labels)));
  }

  function range(node: SyntaxNode): { series: Series; seconds: number }[] {
    const [selector, duration] = childrenOf(node);
    if (node.name !== 'MatrixSelector' || selector === undefined || duration === undefined) {
      throw new Error(`No range: ${textOf(node)}`);
    }
    const [, count = '', unit = ''] = /^(\d+)(\w)$/.exec(textOf(duration)) ?? [];
    const seconds = Number(count) * (UNITS[unit] ?? Number.NaN);
    const within = ({ at: then }: { at: number }) => then > at - seconds && then <= at;
    return select(selector).map((series) => ({
      series: { ...series, samples: series.samples.filter(within) },
      seconds,
    }));
  }

  /** Over the values of a range; undefined where there are too few of them. */
  const over = (node: SyntaxNode, reduce: (series: Series, seconds: number) => number | undefined): Sample[] =>
    range(node).flatMap(({ series, seconds }) => {
      const value = series.samples.length === 0 ? undefined : reduce(series, seconds);
      return value === undefined ? [] : [{ labels: series.labels, value }];
    });

  /** Prometheus' `extrapolatedRate`: the increase as if the first and the last sample were at the ends of the range. */
  function increase({ samples }: Series, seconds: number): number | undefined {
    const [first, last] = [samples[0], samples.at(-1)];
    if (first === undefined || last === undefined || samples.length < 2) return undefined;
    let rise = last.value - first.value;
    samples.forEach(({ value }, n) => {
      const before = samples[n - 1]?.value ?? 0;
      if (value < before) rise += before; // it began anew
    });
    const sampled = last.at - first.at;
    const pause = sampled / (samples.length - 1);
    const edge = (gap: number) => (gap >= pause * 1.1 ? pause / 2 : gap);
    const toZero = rise > 0 && first.value >= 0 ? (sampled * first.value) / rise : Number.POSITIVE_INFINITY;
    const start = Math.min(edge(first.at - (at - seconds)), toZero);
    return (rise * (sampled + start + edge(at - last.at))) / sampled;
  }

  function quantile(q: number, buckets: readonly Sample[]): Sample[] {
    const groups = Map.groupBy(buckets, ({ labels: { le: _le, ...rest } }) => keyOf(rest));
    return [...groups.values()].flatMap((group) => {
      const sorted = group
        .map(({ labels, value }) => ({
          le: Number(labels.le === '+Inf' ? Number.POSITIVE_INFINITY : labels.le),
          value,
        }))
        .sort((a, b) => a.le - b.le);
      const rank = q * (sorted.at(-1)?.value ?? 0);
      const found = sorted.findIndex(({ value }) => value >= rank);
      const [below, bucket] = [sorted[found - 1] ?? { le: 0, value: 0 }, sorted[found]];
      const { le: _le, ...labels } = group[0]?.labels ?? {};
      if (bucket === undefined || rank === 0) return [];
      const value =
        bucket.le === Number.POSITIVE_INFINITY
          ? below.le
          : below.le + ((bucket.le - below.le) * (rank - below.value)) / (bucket.value - below.value);
      return [{ labels, value }];
    });
  }

  function call(node: SyntaxNode): Sample[] {
    const name = textOf(only(node));
    const [first, second] = childrenOf(node.getChild('FunctionCallBody') ?? node);
    if (first === undefined) throw new Error(`No argument: ${textOf(node)}`);
    switch (name) {
      case 'increase':
        return over(first, increase);
      case 'rate':
        return over(first, (series, seconds) => {
          const rise = increase(series, seconds);
          return rise === undefined ? undefined : rise / seconds;
        });
      case 'min_over_time':
        return over(first, ({ samples }) => Math.min(...samples.map(({ value }) => value)));
      case 'last_over_time':
        return over(first, ({ samples }) => samples.at(-1)?.value);
      case 'changes':
        return over(
          first,
          ({ samples }) => samples.filter(({ value }, n) => n > 0 && value !== samples[n - 1]?.value).length,
        );
      case 'absent':
        return vector(first).length === 0 ? [{ labels: {}, value: 1 }] : [];
      case 'histogram_quantile':
        return quantile(Number(textOf(first)), second === undefined ? [] : vector(second));
      default:
        throw new Error(`No such function here: ${name}`);
    }
  }

  function aggregate(node: SyntaxNode): Sample[] {
    const names = node.getChild('AggregateModifier')?.getChild('GroupingLabels')?.getChildren('LabelName').map(textOf);
    const [inner] = childrenOf(node.getChild('FunctionCallBody') ?? node);
    const reduce = { sum: (a: number, b: number) => a + b, max: Math.max }[textOf(only(node))];
    if (reduce === undefined || inner === undefined) throw new Error(`No such aggregation here: ${textOf(node)}`);
    const groups = Map.groupBy(vector(inner), ({ labels }) => keyOf(labels, names ?? []));
    return [...groups].map(([key, group]) => ({
      labels: Object.fromEntries(JSON.parse(key)),
      value: group.map(({ value }) => value).reduce((a, b) => reduce(a, b)),
    }));
  }

  function binary(node: SyntaxNode): Sample[] {
    const parts = childrenOf(node);
    const [left, operator, right] = [parts[0], parts[1], parts.at(-1)];
    if (left === undefined || operator === undefined || right === undefined) throw new Error(textOf(node));
    const on = node
      .getChild('MatchingModifierClause')
      ?.getChild('GroupingLabels')
      ?.getChildren('LabelName')
      .map(textOf);
    const lefts = vector(left);
    const key = ({ labels }: Sample) => keyOf(labels, on);
    const sign = textOf(operator);
    if (right.name === 'NumberDurationLiteral') {
      const limit = Number(textOf(right));
      return lefts.filter(({ value }) => compare(sign, value, limit));
    }
    const rights = new Map(vector(right).map((sample) => [key(sample), sample]));
    if (sign === 'and') return lefts.filter((sample) => rights.has(key(sample)));
    if (sign === 'or') {
      const taken = new Set(lefts.map(key));
      return [...lefts, ...[...rights].filter(([name]) => !taken.has(name)).map(([, sample]) => sample)];
    }
    if (sign !== '/') throw new Error(`No such operator here: ${sign}`);
    return lefts.flatMap((sample) => {
      const divisor = rights.get(key(sample));
      return divisor === undefined ? [] : [{ labels: sample.labels, value: sample.value / divisor.value }];
    });
  }

  function vector(node: SyntaxNode): Sample[] {
    switch (node.name) {
      case 'ParenExpr':
        return vector(only(node));
      case 'BinaryExpr':
        return binary(node);
      case 'AggregateExpr':
        return aggregate(node);
      case 'FunctionCall':
        return call(node);
      case 'VectorSelector':
        return select(node).flatMap(({ labels, samples }) => {
          const last = samples.findLast(({ at: then }) => then <= at && then > at - LOOKBACK_S);
          return last === undefined ? [] : [{ labels, value: last.value }];
        });
      default:
        throw new Error(`Not known here: ${node.name} ${textOf(node)}`);
    }
  }

  return vector(only(parser.parse(expression).topNode));
}

/** What makes two samples the same: all labels, or those that count. */
const keyOf = (labels: Labels, names: readonly string[] = Object.keys(labels)): string =>
  JSON.stringify([...names].sort().flatMap((name) => (labels[name] === undefined ? [] : [[name, labels[name]]])));

function compare(sign: string, value: number, limit: number): boolean {
  if (sign === '>') return value > limit;
  if (sign === '>=') return value >= limit;
  if (sign === '==') return value === limit;
  throw new Error(`No such comparison here: ${sign}`);
}
