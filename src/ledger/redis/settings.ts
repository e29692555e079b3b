import type { createClient } from 'redis';

const DURABLE = 'a ledger on Redis needs `appendonly yes` and `maxmemory-policy noeviction`';

/**
 * Checks whether a server may evict or lose records, and warns once for each reason. Uses INFO, which managed services
 * allow; only CONFIG has the flush setting, and many of them refuse it.
 */
export function createSettingsCheck(warn: (message: string) => void) {
  const said = new Set<string>();

  function say(message: string): void {
    if (!said.has(message)) warn(message);
    said.add(message);
  }

  return async (client: Pick<ReturnType<typeof createClient>, 'sendCommand' | 'configGet'>): Promise<void> => {
    const info = await client.sendCommand<unknown>(['INFO']).then(String, () => '');
    const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
    const log = /^aof_enabled:(\S+)/m.exec(info)?.[1];
    if (policy === undefined || log === undefined) {
      say(`Could not check whether Redis may forget deletions: ${DURABLE}.`);
    }
    if (policy !== undefined && policy !== 'noeviction') {
      say(`Redis may evict records of deletions (maxmemory-policy ${policy}): ${DURABLE}.`);
    }
    if (log === '0') {
      say(`Redis may forget deletions when it restarts (appendonly no): ${DURABLE}.`);
      return;
    }
    const flush = await client.configGet('appendfsync').then(
      (settings) => settings.appendfsync,
      () => undefined,
    );
    if (flush !== undefined && flush !== 'always') {
      say(`Redis may forget the deletions of its last second when its host fails (appendfsync ${flush}, not always).`);
    }
  };
}
