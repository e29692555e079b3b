/** For what is thrown where nobody waits for it. */
export const report = (fault: unknown): void => (globalThis.reportError ?? console.error)(fault);
