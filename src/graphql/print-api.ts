import { buildASTSchema, type DirectiveNode, Kind, parse, printSchema, visit } from 'graphql';
import { readTypeDefs } from './schema.ts';

/** GraphQL's own directives; the others are federation's. */
const isStandard = ({ name }: DirectiveNode): boolean => ['deprecated', 'specifiedBy'].includes(name.value);

/**
 * The API as clients see it, for codegen, linters, mocks and diffs: without federation's directives and definitions, and
 * with one definition for each type.
 *
 * @returns SDL that any GraphQL tool can read
 */
export function printApi(): string {
  const withoutFederation = visit(parse(readTypeDefs()), {
    [Kind.SCHEMA_EXTENSION]: () => null,
    [Kind.DIRECTIVE]: (directive) => (isStandard(directive) ? undefined : null),
  });
  return `${printSchema(buildASTSchema(withoutFederation))}\n`;
}

/** For `codegen.ts`, which keeps schema.graphql current. */
export const plugin = (): string => printApi();
