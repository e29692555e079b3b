import { setTimeout as delay } from 'node:timers/promises';
import { createDeletions, type Deletions, memoryStorage, type Transport } from 'accounts-gateway-client';
import { describe, expect, it } from 'vitest';
import { answers, hangsUp, startUpstream, staysSilent } from '../support/upstream.ts';

/** After this time the clients of the tests send again what the network lost. */
export const RETRY_DELAY_MS = 300;
const ACCOUNT = { provider: 'NUVION', accountId: 'acc_1' } as const;

/** What a transport promises over a client that sends again by itself. */
export function describeAbort(connect: (url: string) => Transport): void {
  const open = (url: string, timeoutMs: number) =>
    createDeletions(connect(url), { storage: memoryStorage(), owner: crypto.randomUUID(), timeoutMs });

  describe.each([
    ['is on its way', staysSilent],
    ['waits to be sent again', hangsUp],
  ])('an abort while the request %s', (_moment, reply) => {
    it.each([
      ['stop', (deletions: Deletions) => deletions.stop(ACCOUNT)],
      ['abandon', (deletions: Deletions) => deletions.abandon(ACCOUNT)],
    ])('is the end of all requests: %s', async (_name, abort) => {
      const { promise: arrival, resolve: arrived } = Promise.withResolvers<void>();
      await using upstream = await startUpstream((...request) => {
        arrived();
        return reply(...request);
      });
      const deletions = open(upstream.url, 60_000);
      const run = deletions.start(ACCOUNT);
      await arrival;
      // The client notices that the network was cut.
      await delay(RETRY_DELAY_MS / 3);
      await abort(deletions);
      await run;
      await delay(RETRY_DELAY_MS * 2);
      expect(upstream.requests).toHaveLength(1);
    });
  });

  it('sends nothing when the time is over', async () => {
    await using upstream = await startUpstream(staysSilent);
    await open(upstream.url, 1_000).start(ACCOUNT);
    await delay(RETRY_DELAY_MS * 2);
    expect(upstream.requests).toHaveLength(1);
  });

  it('ends one request: another one with the same key over the same client goes on', async () => {
    const { promise: release, resolve: answerNow } = Promise.withResolvers<void>();
    const success = { __typename: 'DeleteAccountSuccess', deletedAccountId: 'x' };
    await using upstream = await startUpstream(staysSilent, async (...request) => {
      await release;
      await answers(200, { data: { deleteAccount: success } })(...request);
    });
    const transport = connect(upstream.url);
    const input = { ...ACCOUNT, idempotencyKey: 'a-key' };
    const arrived = (n: number) => expect.poll(() => upstream.requests.length, { timeout: 10_000 }).toBe(n);
    const giveUp = new AbortController();
    transport.send(input, giveUp.signal).catch(() => {});
    await arrived(1);
    let answer: Awaited<ReturnType<Transport['send']>> | undefined;
    void transport.send(input, new AbortController().signal).then((theirs) => {
      answer = theirs;
    });
    await arrived(2);
    giveUp.abort();
    answerNow();
    await expect.poll(() => answer, { timeout: 10_000 }).toMatchObject(success);
  });

  it('sends again by itself as long as nobody aborts', async () => {
    await using upstream = await startUpstream(hangsUp);
    const giveUp = new AbortController();
    connect(upstream.url)
      .send({ ...ACCOUNT, idempotencyKey: 'a-key' }, giveUp.signal)
      .catch(() => {});
    await expect.poll(() => upstream.requests.length, { timeout: 10_000 }).toBeGreaterThan(1);
    giveUp.abort();
  });
}
