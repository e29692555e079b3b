import { readFileSync } from 'node:fs';

/** The labels of `gateway_build_info`. */
export function buildOf(ledgerUrl: string) {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { readonly version: string };
  const [kind = ''] = ledgerUrl.split(':', 1);
  const ledger = { rediss: 'redis', postgresql: 'postgres' }[kind] ?? kind;
  return { version, node: process.versions.node, ledger };
}
