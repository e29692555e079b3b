/** A case that the types exclude: thrown in a `default`, it makes the compiler report every case that is missing. */
export class UnreachableCaseError extends Error {
  override readonly name = 'UnreachableCaseError';

  constructor(value: never) {
    super(`A case that the types exclude: ${String(value)}`);
  }
}
