import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openHangingPipe } from '../support/fifo.ts';
import { newKey, SEQUENCE_CREDENTIAL } from '../support/secrets.ts';
import { startArgs } from '../support/spawn-gateway.ts';
import { answers, closedPort, startUpstream } from '../support/upstream.ts';

/** A gateway whose standard output and standard error are these files. */
function startWith(
  env: Record<string, string>,
  stdout: number,
  stderr: number,
): AsyncDisposable & { process: ChildProcess } {
  const child = spawn(process.execPath, startArgs(), {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', stdout, stderr],
  });
  const exit = once(child, 'exit');
  return {
    process: child,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

const exitOf = async (child: ChildProcess) =>
  child.exitCode === null && child.signalCode === null ? once(child, 'exit') : [child.exitCode, child.signalCode];

async function deletions(origin: string, key: string): Promise<unknown> {
  const field = (n: number) => `d${n}: deleteAccount(input: {provider: SEQUENCE, accountId: "acc_1"}) { __typename }`;
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-sequence-authorization': SEQUENCE_CREDENTIAL,
      'idempotency-key': key,
    },
    body: JSON.stringify({ query: `mutation { ${Array.from({ length: 10 }, (_, n) => field(n)).join(' ')} }` }),
  });
  return ((await response.json()) as { data: { d9: unknown } }).data.d9;
}

const dropped = async (origin: string) => {
  const text = await (await fetch(`${origin}/metrics`)).text();
  return Number(/^gateway_log_lines_dropped_total (\d+)$/m.exec(text)?.[1]);
};

describe('a log that cannot be written', () => {
  it.each(['a reader that hangs', 'a reader that hangs from the start', 'a full disk'])(
    '%s holds up neither an answer nor a stop, and what is dropped is counted',
    { timeout: 60_000 },
    async (what) => {
      using pipe = openHangingPipe();
      if (what.endsWith('start')) pipe.fill();
      const fd = what === 'a full disk' ? openSync('/dev/full', 'w') : pipe.fd;
      await using upstream = await startUpstream(answers(204));
      const origin = await closedPort();
      const { port } = new URL(origin);
      await using gateway = startWith({ LEDGER_URL: 'memory:', PORT: port, SEQUENCE_URL: upstream.url }, fd, fd);
      await expect
        .poll(
          () =>
            fetch(`${origin}/health/live`).then(
              ({ status }) => status,
              () => 0,
            ),
          { timeout: 10_000 },
        )
        .toBe(200);
      const key = newKey();
      for (let n = 0; n < 500 && !((await dropped(origin)) > 0); n += 1) {
        expect(await deletions(origin, key)).toEqual({ __typename: 'DeleteAccountSuccess' });
      }
      expect(await dropped(origin)).toBeGreaterThan(0);
      gateway.process.kill('SIGTERM');
      expect(await exitOf(gateway.process)).toEqual([0, null]);
      if (fd !== pipe.fd) closeSync(fd);
    },
  );

  it('standard error that hangs does not hold up the end of a start that fails', async () => {
    using pipe = openHangingPipe();
    pipe.fill();
    await using gateway = startWith({ PORT: 'x' }, pipe.fd, pipe.fd);
    expect(await exitOf(gateway.process)).toEqual([1, null]);
  });
});
