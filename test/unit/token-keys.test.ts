import { exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTokenKeys } from '../../src/access/token-keys.ts';
import { readOnce } from '../../src/providers/http/read-once.ts';
import { answers, closedPort, hangsUp, type Reply, startUpstream, staysSilent } from '../support/upstream.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

let one: JWK;
let two: JWK;
beforeAll(async () => {
  const make = async (kid: string) => {
    const { publicKey } = await generateKeyPair('ES256', { extractable: true });
    return { ...(await exportJWK(publicKey)), kid, alg: 'ES256' };
  };
  [one, two] = await Promise.all([make('one'), make('two')]);
});

const serves = (...keys: readonly JWK[]): Reply => answers(200, { keys });
const ofKey = (kid: string) =>
  [{ alg: 'ES256', kid } satisfies JWTHeaderParameters, { payload: '', signature: '' }] as const;

const NOT_WHOLE = 'no whole answer within 5000 ms and 1000000 bytes';

/** Token keys from a key server, on a clock that stands still until it is moved. */
function keysFrom(url: string) {
  let time = 0;
  let next: { readonly at: number; readonly run: () => void } | null = null;
  const problems: (string | null)[] = [];
  const keys = createTokenKeys({
    url,
    read: (url, limits) => readOnce(url, { ...limits, proxies: {} }),
    now: () => time,
    later(ms, run) {
      next = { at: time + ms, run };
      return () => {
        next = null;
      };
    },
    onFetch: (problem) => problems.push(problem),
  });
  return {
    keys,
    problems,
    /** Resolves when so many fetches have ended. */
    fetched: (count: number) => expect.poll(() => problems.length, { timeout: 10_000 }).toBe(count),
    /** When it will ask again by itself, from now. */
    pause: () => (next === null ? null : next.at - time),
    move(ms: number) {
      time += ms;
      if (next !== null && next.at <= time) {
        const { run } = next;
        next = null;
        run();
      }
    },
    async find(kid: string): Promise<string> {
      try {
        await keys.find(...ofKey(kid));
        return 'found';
      } catch (fault) {
        return (fault as { code: string }).code;
      }
    },
  };
}

describe('the keys of tokens', () => {
  it('are fetched at once, and whoever comes meanwhile waits for them', async () => {
    await using server = await startUpstream(serves(one));
    const { keys, find } = keysFrom(server.url);
    expect(keys.ready()).toBe(false);
    expect(await Promise.all([find('one'), find('one')])).toEqual(['found', 'found']);
    expect(keys.ready()).toBe(true);
    expect(server.requests).toHaveLength(1);
    keys.close();
  });

  it('are fetched again every ten minutes: a key that was withdrawn is not believed any more', async () => {
    await using server = await startUpstream(serves(one), serves(two));
    const { keys, find, fetched, pause, move } = keysFrom(server.url);
    await fetched(1);
    expect(pause()).toBe(600 * SECOND);
    move(600 * SECOND);
    await fetched(2);
    expect([await find('one'), await find('two')]).toEqual(['ERR_JWKS_NO_MATCHING_KEY', 'found']);
    keys.close();
  });

  it('however many unknown key ids come, they cost one fetch in 30 s', async () => {
    await using server = await startUpstream(serves(one));
    const { keys, find, fetched, move } = keysFrom(server.url);
    await fetched(1);
    const flood = () => Promise.all(Array.from({ length: 50 }, (_, n) => find(`junk-${n}`)));
    await flood();
    expect(server.requests).toHaveLength(1);
    move(29 * SECOND);
    await flood();
    expect(server.requests).toHaveLength(1);
    move(1 * SECOND);
    await flood();
    await flood();
    expect(server.requests).toHaveLength(2);
    keys.close();
  });

  it('a new key is found at its first token, once 30 s have passed', async () => {
    await using server = await startUpstream(serves(one), serves(one, two));
    const { keys, find, fetched, move } = keysFrom(server.url);
    await fetched(1);
    expect(await find('two')).toBe('ERR_JWKS_NO_MATCHING_KEY');
    move(30 * SECOND);
    expect(await Promise.all([find('two'), find('two'), find('one')])).toEqual(['found', 'found', 'found']);
    expect(server.requests).toHaveLength(2);
    keys.close();
  });

  it('are used for 24 h when newer ones cannot be had, and no longer', async () => {
    await using server = await startUpstream(serves(one), answers(503));
    const { keys, find, fetched, pause, move } = keysFrom(server.url);
    await fetched(1);
    move(600 * SECOND);
    await fetched(2);
    expect(pause()).toBe(30 * SECOND);
    move(24 * HOUR - 600 * SECOND - 1);
    await fetched(3);
    expect([keys.ready(), await find('one')]).toEqual([true, 'found']);
    move(1);
    expect([keys.ready(), await find('one')]).toEqual([false, 'TOKEN_KEYS_UNAVAILABLE']);
    keys.close();
  });

  it('nobody waits for a key server that hangs, once the first attempt is over', async () => {
    await using server = await startUpstream(answers(500), staysSilent);
    const { keys, find, fetched, pause, move } = keysFrom(server.url);
    await fetched(1);
    move(pause() ?? 0);
    await expect.poll(() => server.requests.length).toBe(2);
    const startedAt = performance.now();
    expect(await find('one')).toBe('TOKEN_KEYS_UNAVAILABLE');
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    keys.close();
  });

  it('are asked for with growing pauses until the first are there, whoever asks', async () => {
    await using server = await startUpstream(answers(500));
    const { keys, find, fetched, pause, move } = keysFrom(server.url);
    const pauses: unknown[] = [];
    for (let n = 1; n <= 7; n += 1) {
      await fetched(n);
      expect(await find('one')).toBe('TOKEN_KEYS_UNAVAILABLE');
      pauses.push(pause());
      move(pause() ?? 0);
    }
    await fetched(8);
    expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30].map((s) => s * SECOND));
    expect(server.requests).toHaveLength(8);
    keys.close();
  });

  it.each<[string, () => Reply, string]>([
    ['another status', () => answers(404, {}), 'status 404'],
    ['a redirect', () => answers(302, '', { location: 'http://127.0.0.1:1/' }), 'status 302'],
    ['a page', () => answers(200, '<html>'), 'not a set of keys'],
    ['another object', () => answers(200, { key: [] }), 'not a set of keys'],
    ['no keys', () => serves(), 'the set of keys is empty'],
    ['more than 1 MB', () => answers(200, { keys: [one], more: 'x'.repeat(1_000_001) }), NOT_WHOLE],
    ['nothing', () => hangsUp, NOT_WHOLE],
  ])('%s is none', async (_what, reply, problem) => {
    await using server = await startUpstream(reply());
    const { keys, problems, fetched } = keysFrom(server.url);
    await fetched(1);
    expect(problems).toEqual([problem]);
    expect(keys.ready()).toBe(false);
    keys.close();
  });

  it('that an issuer withdraws all are not used any more', async () => {
    await using server = await startUpstream(serves(one), serves());
    const { keys, fetched, move } = keysFrom(server.url);
    await fetched(1);
    move(600 * SECOND);
    await fetched(2);
    expect(keys.ready()).toBe(false);
    keys.close();
  });

  it('say that a server cannot be reached, and nothing comes after they are closed', async () => {
    const { keys, problems, fetched, pause } = keysFrom(await closedPort());
    keys.close();
    await fetched(1);
    expect(problems).toEqual(['unreachable']);
    expect(pause()).toBeNull();
  });
});
