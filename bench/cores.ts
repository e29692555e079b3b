import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** The gateway under test has the first core for itself; upstream, load generator and stores share the second. */
export const GATEWAY_CORE = 0;
export const LOAD_CORE = 1;

/** Counted before this process moves to one of them. */
export const CORES: number = availableParallelism();
/** With it a second gateway disturbs nobody. */
export const HAS_THIRD_CORE: boolean = CORES > 2;

const CLOCK_TICKS_PER_SECOND = 100; // what Linux tells to user space, whatever its own clock does

/** Whether processes can be given a core here: it takes `taskset` and a second core. */
export const canPin: boolean = CORES > 1 && works(['-c', '0', 'true']);

/** The command that starts a program on a core; null: on any. */
export function onCore(core: number | null, program: string, args: readonly string[]): readonly [string, string[]] {
  if (!canPin) return [program, [...args]];
  // Without an own core it gets all of them: this process, whose place it would inherit, has only one.
  return ['taskset', ['-c', core === null ? `0-${CORES - 1}` : String(core), program, ...args]];
}

/** Moves this process, and with it whatever it starts from now on, away from the gateway's core. */
export function moveToLoadCore(): void {
  if (canPin) execFileSync('taskset', ['-a', '-c', '-p', String(LOAD_CORE), String(process.pid)], { stdio: 'ignore' });
}

/** CPU time that a process has used so far with all its threads, in µs; null where the system does not tell. */
export function cpuMicros(pid: number): number | null {
  // The second field is the program's name in brackets, which may hold anything; user and system time are 14 and 15.
  const fields = readProc(pid, 'stat')
    ?.replace(/^.*\) /s, '')
    .split(' ');
  return fields === undefined ? null : ((Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND) * 1e6;
}

/** Resident memory of a process, in MB (10⁶ bytes); null where the system does not tell. */
export function rssMb(pid: number): number | null {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readProc(pid, 'status') ?? '')?.[1];
  return kib === undefined ? null : (Number(kib) * 1024) / 1e6;
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

function works(args: readonly string[]): boolean {
  try {
    execFileSync('taskset', args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
