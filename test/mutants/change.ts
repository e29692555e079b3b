/**
 * How code becomes a mistake. `in` names the function, method or constant that the code stands in, in whatever file:
 * `quietLeft`, `RunDeletion.request`, `createOutbox.cutOff`. The code is compared token by token and must be there once.
 */
export type Change =
  | { readonly operator: 'remove'; readonly in: string; readonly code: string }
  | {
      readonly operator: 'replace' | 'swap' | 'put before' | 'reword';
      readonly in: string;
      readonly code: string;
      readonly by: string;
    }
  | { readonly operator: 'rewrite'; readonly file: string; readonly code: string; readonly by: string };

/** Removes a statement, property, element, argument or operand; `…` at the end of `code` stands for the rest of it. */
export const remove = (where: string, code: string): Change => ({ operator: 'remove', in: where, code });

/** Puts another expression, property or statement in the place of one. */
export const replace = (where: string, code: string, by: string): Change => ({
  operator: 'replace',
  in: where,
  code,
  by,
});

export const alwaysTrue = (where: string, condition: string): Change => replace(where, condition, 'true');
export const alwaysFalse = (where: string, condition: string): Change => replace(where, condition, 'false');

/** Gives an expression another operator: `swap('isLate', 'now > end', '>=')`. */
export const swap = (where: string, code: string, by: string): Change => ({ operator: 'swap', in: where, code, by });

/** Puts a statement before one that begins with `code`, with `…` at its end. */
export const putBefore = (where: string, code: string, by: string): Change => ({
  operator: 'put before',
  in: where,
  code,
  by,
});

/** Changes characters of one string, template or regular expression. */
export const reword = (where: string, code: string, by: string): Change => ({
  operator: 'reword',
  in: where,
  code,
  by,
});

/** Changes text of a file that is not TypeScript. */
export const rewrite = (file: string, code: string, by: string): Change => ({ operator: 'rewrite', file, code, by });
