import { callerOfCredential, callerOfSubject } from '../access/access.ts';
import { PROVIDER_NAMES } from '../providers/index.ts';
import { type Command, UsageError } from './args.ts';
import type { Tools } from './open.ts';
import type { Terminal } from './terminal.ts';

/**
 * Prints the hash that log lines show as `caller`. It differs for each provider.
 *
 * @throws UsageError without a subject and without a credential
 */
export async function caller(
  { identify }: Tools,
  terminal: Terminal,
  { subject, json }: Extract<Command, { readonly kind: 'caller' }>,
): Promise<void> {
  const who = subject === null ? await onInput(terminal) : callerOfSubject(subject.issuer, subject.subject);
  const hashes = PROVIDER_NAMES.map((provider) => [provider, identify(provider, who, '').caller] as const);
  if (json) terminal.print(`${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`);
  else terminal.print(hashes.map(([provider, hash]) => `${provider.padEnd(8)}  ${hash}\n`).join(''));
}

/** A credential is not an argument, because every user of the host can see arguments. */
async function onInput(terminal: Terminal): Promise<readonly string[]> {
  const credential = (await terminal.input())?.trim() ?? '';
  if (credential === '') {
    throw new UsageError('caller needs --issuer and --subject, or a credential with its scheme on standard input.');
  }
  return callerOfCredential(credential);
}
