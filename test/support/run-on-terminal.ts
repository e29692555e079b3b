import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** Whether commands can be run on a terminal here: `script` of util-linux makes one. */
export const hasTerminal =
  process.platform === 'linux' && spawnSync('script', ['--version'], { stdio: 'ignore' }).status === 0;

/**
 * Runs a command on a terminal of its own, and types what somebody would who reads what it shows.
 *
 * @param typed what is typed when a text appears
 */
export async function runOnTerminal(
  command: string,
  env: NodeJS.ProcessEnv,
  [until, text]: readonly [until: string, text: string],
): Promise<{ readonly code: number | null; readonly shown: string }> {
  const child = spawn('script', ['-qec', command, '/dev/null'], { env: { PATH: process.env.PATH, ...env } });
  let shown = '';
  let waits = true;
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    shown += more;
    if (!waits || !shown.includes(until)) return;
    waits = false;
    child.stdin.write(text);
  });
  child.stdin.on('error', () => {}); // it may have ended
  const [code] = await once(child, 'close');
  return { code, shown: shown.replaceAll('\r\n', '\n') };
}
