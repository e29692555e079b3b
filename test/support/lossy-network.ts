import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const COUNTING_SERVER = new URL('counting-server.ts', import.meta.url);

/** A server behind a network of its own, which can drop every packet: a network namespace and a pair of virtual cards. */
export interface LossyNetwork extends AsyncDisposable {
  readonly url: string;
  /** Drops every packet to the server. */
  drop(): void;
  restore(): void;
  /** Waits until the kernel would have tried again, more than once, to deliver what was dropped. */
  retransmissionsOver(): Promise<void>;
  /** Requests that arrived at the server. */
  deletes(): number;
}

/** Each process has four addresses of its own, as others may run the same test. */
const FIRST = 4 * (process.pid % 64);
const HERE = `10.213.7.${FIRST + 1}`;
const THERE = `10.213.7.${FIRST + 2}`;

/** What it takes and this machine lacks; null when nothing is missing. */
export function withoutNetwork(): string | null {
  if (process.platform !== 'linux') return 'it takes Linux';
  if (process.getuid?.() !== 0) return 'it takes root';
  const name = `gateway-probe-${process.pid}`;
  try {
    ip('netns', 'add', name);
    ip('netns', 'del', name);
    return null;
  } catch {
    return 'it needs iproute2, and the permission to make network namespaces';
  }
}

export async function lossyNetwork(secure: boolean): Promise<LossyNetwork> {
  const space = `gateway-test-${process.pid}`;
  const [card, peer] = [`gwa${process.pid % 100_000}`, `gwb${process.pid % 100_000}`];
  const inside = (...words: string[]) => ip('netns', 'exec', space, ...words);
  ip('netns', 'add', space);
  ip('link', 'add', card, 'type', 'veth', 'peer', 'name', peer, 'netns', space);
  ip('addr', 'add', `${HERE}/30`, 'dev', card);
  ip('link', 'set', card, 'up');
  inside('ip', 'addr', 'add', `${THERE}/30`, 'dev', peer);
  inside('ip', 'link', 'set', peer, 'up');
  // Known for good: otherwise the packet would wait for the address to be found, and not be dropped.
  const hardware = inside('cat', `/sys/class/net/${peer}/address`).trim();
  ip('neigh', 'replace', THERE, 'lladdr', hardware, 'dev', card, 'nud', 'permanent');

  const server = spawn(
    'ip',
    ['netns', 'exec', space, process.execPath, fileURLToPath(COUNTING_SERVER), THERE, String(secure)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  server.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  while (!output.includes('listening')) await once(server.stdout, 'data');

  return {
    url: `${secure ? 'https' : 'http'}://${THERE}:9000`,
    drop: () => void inside('ip', 'addr', 'del', `${THERE}/30`, 'dev', peer),
    restore: () => void inside('ip', 'addr', 'add', `${THERE}/30`, 'dev', peer),
    retransmissionsOver: () => sleep(2_500),
    deletes: () => output.split('\n').filter((line) => line.startsWith('DELETE ')).length,
    async [Symbol.asyncDispose]() {
      const gone = once(server, 'exit');
      server.kill();
      await gone;
      ip('link', 'del', card);
      ip('netns', 'del', space);
    },
  };
}

function ip(...words: string[]): string {
  return execFileSync('ip', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
