import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const CONFIG = fileURLToPath(new URL('../../deploy/haproxy.cfg', import.meta.url));

/** Null where HAProxy is not installed. */
export const haproxyVersion =
  /version (\S+)/.exec(spawnSync('haproxy', ['-v'], { encoding: 'utf8' }).stdout ?? '')?.[1] ?? null;

/** A server of the backend as HAProxy sees it. */
export interface ProxiedServer {
  /** Such as `UP`, `DRAIN`, `DOWN`. */
  readonly status: string;
  /** Requests that it has now. */
  readonly requests: number;
}

/** HAProxy with the configuration of the project, which reads its addresses from `env`; `socket` is its path. */
export async function startHaproxy(env: Readonly<Record<string, string>>, socket: string) {
  const all = { PATH: process.env.PATH ?? '', ...env, HAPROXY_SOCKET: socket };
  const check = spawnSync('haproxy', ['-c', '-f', CONFIG], { env: all, encoding: 'utf8' });
  if (check.status !== 0) throw new Error(`haproxy.cfg: ${check.stdout}${check.stderr}`);
  const child = spawn('haproxy', ['-db', '-f', CONFIG], { env: all, stdio: 'ignore' });
  const exit = once(child, 'close');

  /** As an operator does it with socat. */
  async function command(line: string): Promise<string> {
    const connection = connect(socket);
    connection.end(`${line}\n`);
    return text(connection);
  }

  return {
    command,
    /** The server with this name; undefined while HAProxy starts. */
    async server(name: string): Promise<ProxiedServer | undefined> {
      const lines = await command('show stat').then(
        (answer) => answer.replace(/^# /, '').split('\n'),
        () => [],
      );
      const [head = [], ...rows] = lines.map((line) => line.split(','));
      const row = rows.find((cells) => cells[0] === 'gateways' && cells[1] === name);
      const cell = (title: string) => row?.[head.indexOf(title)] ?? '';
      return row === undefined ? undefined : { status: cell('status'), requests: Number(cell('scur')) };
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
