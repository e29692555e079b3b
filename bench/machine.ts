import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Counted before this process moves to one of them. */
export const CORES: number = availableParallelism();

/** What is measured has the first core for itself; upstream, load generator and stores share the second. */
const PLACES = { measured: '0', others: '1', anywhere: `0-${CORES - 1}` };
export type Place = keyof typeof PLACES;

/** Whether processes can be given a core here: it takes `taskset` and a second core. */
export const canPin: boolean = CORES > 1 && works('taskset', '-c', '0', 'true');

/** Whether the cores can be kept awake here. */
export const canWake: boolean = works('taskset', '-c', '0', 'chrt', '--idle', '0', 'true');

/** Until its parent is gone. Nearly all of it is arithmetic: the kernel is asked seldom. */
const LOOP = 'while kill -0 $PPID; do n=99999; while [ $((n -= 1)) -gt 0 ]; do :; done; done';

/**
 * A virtual core that halts is given away by its host, and comes back milliseconds later. So a loop runs on it, to which
 * everything else is preferred.
 */
export const awakeOn = (core: number): readonly string[] => {
  return ['taskset', '-c', `${core}`, 'chrt', '--idle', '0', 'sh', '-c', LOOP];
};

/** The command that starts a program at a place. A started process inherits the place of this one otherwise. */
export const startedAt = (place: Place, ...command: readonly string[]): readonly string[] =>
  canPin ? ['taskset', '-c', PLACES[place], ...command] : command;

/** Moves running processes with all their threads. */
export function moveTo(place: Place, pids: readonly number[]): void {
  if (canPin) for (const pid of pids) works('taskset', '-a', '-c', '-p', PLACES[place], `${pid}`);
}

/** CPU time of these processes so far, with all their threads and ended children, in µs; NaN where nobody counts it. */
export function cpuMicros(pids: readonly number[]): number {
  if (read(process.pid, 'stat') === '') return Number.NaN;
  // Fields 14 to 17 of proc_pid_stat(5), in hundredths of a second; the second field is a name, which may hold anything.
  const ticks = pids.flatMap((pid) =>
    read(pid, 'stat')
      .replace(/^.*\) /s, '')
      .split(' ')
      .slice(11, 15),
  );
  return sum(ticks) * 10_000;
}

/** A process and its children: PostgreSQL has one for each connection. */
export const familyOf = (parent: number): readonly number[] => [
  parent,
  ...read(parent, `task/${parent}/children`).split(' ').filter(Boolean).map(Number),
];

/** Resident memory of these processes, in MB (10⁶ bytes); NaN where nobody counts it. */
export const rssMb = (pids: readonly number[]): number =>
  (sum(pids.map((pid) => /^VmRSS:\s+(\d+) kB$/m.exec(read(pid, 'status'))?.[1])) * 1024) / 1e6;

const sum = (values: readonly (string | undefined)[]) => values.reduce((all, each) => all + Number(each), 0);

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

function works(program: string, ...args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
