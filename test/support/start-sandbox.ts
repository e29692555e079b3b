import { setTimeout as delay } from 'node:timers/promises';
import { createSimulatedNuvion } from '../../src/providers/nuvion/simulation/simulated-nuvion.ts';
import { createSimulatedSequence } from '../../src/providers/sequence/simulation/simulated-sequence.ts';
import { DEMO_CREDENTIALS } from './demo.ts';
import { startTestGateway, type TestGateway } from './start-test-gateway.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

export const HEADERS = {
  'X-Sequence-Authorization': DEMO_CREDENTIALS.sequence,
  'X-Nuvion-Authorization': DEMO_CREDENTIALS.nuvion,
};

export interface Sandbox extends AsyncDisposable {
  readonly sequence: Awaited<ReturnType<typeof createSimulatedSequence>>;
  readonly nuvion: Awaited<ReturnType<typeof createSimulatedNuvion>>;
  readonly gateway: TestGateway;
  /** Between the client and the gateway; its URL is the GraphQL endpoint. */
  readonly line: TcpProxy;
  /** What became of an account's deletion, at the provider and in the gateway's log. */
  seen(accountId: string): Seen;
}

export interface Seen {
  readonly requests: readonly { readonly method: string; readonly key: unknown }[];
  /** Milliseconds between the requests. */
  readonly gaps: readonly number[];
  /** The keys of the deletions that were carried out. */
  readonly effects: readonly (string | null)[];
  readonly answered: readonly { readonly outcome: unknown; readonly replayed: unknown }[];
}

/** Slow answers take a tenth of their time. */
const sleep = (ms: number) => delay(ms / 10, undefined, { ref: false });

/** The sandbox in this process: a real gateway in front of two simulated providers, and a line that can be cut. */
export async function startSandbox(env: NodeJS.ProcessEnv = {}): Promise<Sandbox> {
  const [sequence, nuvion] = await Promise.all([createSimulatedSequence({ sleep }), createSimulatedNuvion({ sleep })]);
  const gateway = await startTestGateway({
    SEQUENCE_URL: sequence.url,
    NUVION_URL: nuvion.url,
    PROVIDER_TIMEOUT_MS: '900',
    QUIESCENCE_MS: '1000',
    ...env,
  });
  const line = await startTcpProxy(gateway.url);

  return {
    sequence,
    nuvion,
    gateway,
    line,
    seen(accountId) {
      const arrived = [...sequence.requests, ...nuvion.requests].filter(({ path }) => path.endsWith(`/${accountId}`));
      const effects = [...sequence.effects, ...nuvion.effects].filter((effect) => effect.accountId === accountId);
      const lines = gateway.logs.filter((log) => log.msg === 'deletion' && log.accountId === accountId);
      return {
        requests: arrived.map(({ method, headers }) => ({ method, key: headers['idempotency-key'] })),
        gaps: arrived.slice(1).map(({ at }, i) => at - (arrived[i]?.at ?? at)),
        effects: effects.map(({ idempotencyKey }) => idempotencyKey),
        answered: lines.map(({ outcome, replayed }) => ({ outcome, replayed })),
      };
    },
    async [Symbol.asyncDispose]() {
      await line[Symbol.asyncDispose]();
      await gateway[Symbol.asyncDispose]();
      await Promise.all([sequence.close(), nuvion.close()]);
    },
  };
}
