import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SECRETS } from './secrets.ts';

/** Everything that the gateways of a test run log goes to one folder, and at the end no secret may be found there. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-logs-'));
  process.env.GATEWAY_TEST_LOGS = folder;

  return () => {
    const files = readdirSync(folder).map((file) => join(folder, file));
    const lines = files.flatMap((file) => readFileSync(file, 'utf8').split('\n'));
    const leaks = lines.filter((line) => SECRETS.some((secret) => line.includes(secret)));
    rmSync(folder, { recursive: true });
    if (leaks.length > 0) {
      throw new Error(`${leaks.length} log lines hold a credential, a key or a balance, such as:\n${leaks[0]}`);
    }
    console.log(`Logs of this run: ${lines.length} lines, no secret in them.`);
  };
}
