import { LedgerUnavailableError } from '../../deletion/ledger.ts';

/** Primary result codes of SQLite: another connection holds the lock. */
const IN_THE_WAY = [5 /* BUSY */, 6 /* LOCKED */];

/** Errors on opening that are not temporary: primary result codes of SQLite, and names of system errors. */
const FOR_GOOD = [3 /* PERM */, 8 /* READONLY */, 14 /* CANTOPEN */, 26 /* NOTADB */];
const FOR_GOOD_BY_NAME = ['EACCES', 'EEXIST', 'EISDIR', 'ELOOP', 'ENAMETOOLONG', 'ENOTDIR', 'EPERM', 'EROFS'];

export const isBusy = (fault: unknown): boolean => IN_THE_WAY.includes(codeOf(fault));

/** Turns a fault into the error of the `Ledger` port. */
export function unavailable(fault: unknown): LedgerUnavailableError {
  if (fault instanceof LedgerUnavailableError) return fault;
  return new LedgerUnavailableError('The ledger file could not be used', { cause: fault });
}

/** A fault on opening the file; final when another try cannot help. */
export function unopened(fault: unknown): unknown {
  const { code } = fault as { code?: unknown };
  const final = FOR_GOOD.includes(codeOf(fault)) || FOR_GOOD_BY_NAME.includes(String(code));
  return final ? new LedgerUnavailableError('The ledger file cannot be opened', { cause: fault, final }) : fault;
}

/** The primary result code of SQLite; -1 for other faults. */
function codeOf(fault: unknown): number {
  const { errcode } = fault as { errcode?: unknown };
  return typeof errcode === 'number' ? errcode & 0xff : -1;
}
