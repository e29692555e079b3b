import { parser } from '@prometheus-io/lezer-promql';

/** What an expression reads: a metric, and what it asks of its labels. */
export interface Selector {
  readonly metric: string;
  readonly matchers: readonly { readonly label: string; readonly operator: string; readonly value: string }[];
}

export interface Promql {
  readonly selectors: readonly Selector[];
  /** Labels of `by`, `on` and the like. */
  readonly groupings: readonly string[];
}

/** Reads an expression with the grammar that Prometheus' own interface uses; throws when it is none. */
export function readPromql(expression: string): Promql {
  const textOf = ({ from, to }: { from: number; to: number }) => expression.slice(from, to);
  const selectors: Selector[] = [];
  const groupings: string[] = [];
  parser.parse(expression).iterate({
    enter({ type, node, from }) {
      if (type.isError) throw new Error(`Not PromQL, at ${from}: ${expression}`);
      if (type.name === 'GroupingLabels') groupings.push(...node.getChildren('LabelName').map(textOf));
      if (type.name !== 'VectorSelector') return;
      const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
      const [metric] = node.getChildren('Identifier').map(textOf);
      selectors.push({
        metric: metric ?? '',
        matchers: matchers.map((matcher) => {
          const [label = '', operator = '', value = '""'] = ['LabelName', 'MatchOp', 'StringLiteral'].map((name) =>
            matcher.getChildren(name).map(textOf).join(),
          );
          return { label, operator, value: JSON.parse(value) };
        }),
      });
    },
  });
  return { selectors, groupings };
}
