import type { Deletion, SoftDeletion } from '../../deletion/deletion.ts';
import type { FieldValidation } from '../../deletion/outcome.ts';

/** The most of one provider answer that is kept for replays, in bytes of JSON. */
const MAX_KEPT_BYTES = 64 * 1024;

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** The deletion, without its largest details if it is too large: a list is kept whole or not at all. */
export function boundedDeletion(deletion: Deletion): Deletion {
  const candidates = isSoft(deletion) ? thinner(deletion) : [deletion];
  return candidates.find((one) => sizeOf(one) <= MAX_KEPT_BYTES) ?? bare(deletion);
}

const isSoft = (deletion: Deletion): deletion is SoftDeletion => deletion.type === 'SoftDeletion';

const bare = ({ type, permanent }: Deletion): Deletion => ({ type, permanent });

function thinner(deletion: SoftDeletion): readonly SoftDeletion[] {
  const { account } = deletion;
  const withoutMeta = { ...deletion, account: account === null ? null : { ...account, meta: null } };
  return [deletion, withoutMeta, { ...withoutMeta, cascade: null, reversal: null }];
}

/** The validations, as many as fit. */
export function boundedValidations(validations: readonly FieldValidation[]): FieldValidation[] {
  let left = MAX_KEPT_BYTES - 4_096; // for the message and the code
  return validations.filter((validation) => {
    left -= sizeOf(validation);
    return left >= 0;
  });
}
