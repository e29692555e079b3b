/**
 * The secrets that tests use. Every credential, key and balance of a test is made of these, so that a search for them
 * in whatever a gateway wrote finds any leak.
 */
export const CANARY = 'c4n4ry';

/** Digits that occur in balances only. */
export const BALANCE = '98765432109876543.21';

export const SEQUENCE_CREDENTIAL = `ApiKey ${CANARY}-sequence`;
export const NUVION_CREDENTIAL = `Bearer nv_test_${CANARY}`;

let made = 0;

/** A fresh idempotency key. */
export const newKey = (): string => `key-${CANARY}-${process.pid}-${made++}`;

/** What must never be found in a log. */
export const SECRETS: readonly string[] = [CANARY, BALANCE];
