import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** What is measured has the first core for itself; upstream, load generator and stores share the second. */
export type Place = 'measured' | 'others' | 'anywhere';

/** Counted before this process moves to one of them. */
export const CORES: number = availableParallelism();

const LIST: Readonly<Record<Place, string>> = { measured: '0', others: '1', anywhere: `0-${CORES - 1}` };
const CLOCK_TICKS_PER_SECOND = 100; // what Linux counts in for user space, whatever its own clock does

/** Whether processes can be given a core here: it takes `taskset` and a second core. */
export const canPin: boolean = CORES > 1 && taskset('-c', '0', 'true');

/** The command that starts a program at a place. A started process inherits the place of this one otherwise. */
export function startedAt(place: Place, program: string, args: readonly string[]): readonly [string, string[]] {
  return canPin ? ['taskset', ['-c', LIST[place], program, ...args]] : [program, [...args]];
}

/** Moves running processes with all their threads. */
export function moveTo(place: Place, ...pids: readonly number[]): void {
  if (canPin) for (const pid of pids) taskset('-a', '-c', '-p', LIST[place], `${pid}`);
}

/** CPU time of these processes so far, with all their threads and ended children, in µs; null where nobody counts it. */
export function cpuMicros(pids: readonly number[]): number | null {
  let micros = 0;
  for (const pid of pids) {
    const fields = statOf(pid);
    if (fields === null) return null;
    // User and system time, and those of children that ended: fields 14 to 17 of proc_pid_stat(5).
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    micros += (ticks / CLOCK_TICKS_PER_SECOND) * 1e6;
  }
  return micros;
}

/** A process and its children: PostgreSQL has one for each connection. */
export function familyOf(parent: number): readonly number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return [parent, ...pids.map(Number).filter((pid) => Number(statOf(pid)?.[1]) === parent)];
}

/** Resident memory of these processes, in MB (10⁶ bytes); null where nobody counts it. */
export function rssMb(pids: readonly number[]): number | null {
  let mb = 0;
  for (const pid of pids) {
    const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readProc(pid, 'status') ?? '')?.[1];
    if (kib === undefined) return null;
    mb += (Number(kib) * 1024) / 1e6;
  }
  return mb;
}

/** The fields of `stat` from the third on: the second is the program's name in brackets, which may hold anything. */
function statOf(pid: number): readonly string[] | null {
  return (
    readProc(pid, 'stat')
      ?.replace(/^.*\) /s, '')
      .split(' ') ?? null
  );
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

function taskset(...args: string[]): boolean {
  try {
    execFileSync('taskset', args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
