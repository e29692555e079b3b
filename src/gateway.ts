import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenAccess } from './access/access.ts';
import { openCallerAccess } from './access/caller-access.ts';
import { createAccountReads } from './accounts/account-reads.ts';
import type { Config } from './config.ts';
import { createDeleteAccount } from './deletion/delete-account.ts';
import type { AccountProvider } from './deletion/deletion.ts';
import type { Clock } from './deletion/deps.ts';
import { createFindDeletion } from './deletion/find-deletion.ts';
import { createIdentify } from './deletion/identity.ts';
import type { Provider } from './deletion/provider.ts';
import { createApollo } from './graphql/create-apollo.ts';
import { createSchema } from './graphql/schema.ts';
import { createHttpServer } from './http/create-http-server.ts';
import type { LandingPage } from './http/landing-page.ts';
import { openLedger } from './ledger/open-ledger.ts';
import { openReplayCache } from './ledger/replay-cache.ts';
import { createVault } from './ledger/vault.ts';
import { audited } from './observability/audit.ts';
import type { Logger } from './observability/logger.ts';
import { createMetrics } from './observability/metrics.ts';
import { inTraceOf, tracedDeletion, tracedLedger, traceExchange } from './observability/tracing.ts';
import { createHttpClient } from './providers/http-client.ts';
import { createNuvion } from './providers/nuvion.ts';
import { createNuvionAccounts } from './providers/nuvion-accounts.ts';
import { createSequence } from './providers/sequence.ts';
import { createSequenceAccounts } from './providers/sequence-accounts.ts';

/** Deletions that run at once at one provider. Each holds a connection, for DELETE_DEADLINE_MS at most. */
const MAX_RUNNING = 500;

/** A gateway that serves requests. */
export interface Gateway {
  /** The GraphQL endpoint. */
  readonly url: string;
  /** Stops accepting, finishes what runs – for `DRAIN_TIMEOUT_MS` at most – and closes everything. */
  stop(): Promise<void>;
}

/**
 * The composition root: builds every part from the configuration, and starts to listen.
 *
 * @param landingPage what the page at `/` opens with
 * @throws LedgerUnavailableError when the ledger cannot be reached within 10 s
 */
export async function startGateway(config: Config, log: Logger, landingPage: LandingPage): Promise<Gateway> {
  const onFault = (fault: unknown) => log.error({ err: fault }, 'fault');
  const clock: Clock = { now: () => performance.now(), sleep: (ms) => sleep(ms) };
  const metrics = createMetrics();
  const ledger = tracedLedger(metrics.timed(await openLedger(config.LEDGER_URL, log)));
  const secret = config.LEDGER_SECRET ?? (await ledger.secret(randomBytes(32).toString('base64url')));
  const cache = await openReplayCache(config.REPLAY_CACHE_URL, onFault);
  const vault = createVault(secret, config.LEDGER_SECRET !== undefined);
  const { clients, providers, readers } = createProviders(config, metrics.observeProvider, clock.now);

  const core = createDeleteAccount({
    ledger,
    vault,
    cache,
    providers,
    clock,
    random: Math.random,
    newOwner: randomUUID,
    onFault,
    settings: {
      replayTtlMs: config.REPLAY_TTL_MS,
      providerTimeoutMs: config.PROVIDER_TIMEOUT_MS,
      deleteDeadlineMs: config.DELETE_DEADLINE_MS,
      leaseMs: config.LEASE_MS,
      quiescenceMs: config.QUIESCENCE_MS,
      inProgressWaitMs: config.IN_PROGRESS_WAIT_MS,
      maxRunning: MAX_RUNNING,
    },
  });
  const deleteAccount = tracedDeletion(audited(core, log, metrics));

  const openAccess = await openAccessOf(config, secret, onFault);
  const openAccountReads = createAccountReads({
    readers,
    maxReads: config.MAX_READS_PER_OPERATION,
    timeoutMs: config.PROVIDER_TIMEOUT_MS,
  });

  const apollo = createApollo({
    schema: createSchema({
      deleteAccount,
      findDeletion: createFindDeletion({ ledger, vault }),
      identify: createIdentify(secret),
      requireIdempotencyKey: config.REQUIRE_IDEMPOTENCY_KEY,
    }),
    introspection: config.INTROSPECTION,
    maxDeletionsPerOperation: config.MAX_DELETIONS_PER_OPERATION,
    onFault,
  });
  await apollo.start();

  let draining = false;
  const unreadiness = async () => {
    if (draining) return 'draining';
    return ledger.ping().then(
      () => null,
      () => 'ledger unreachable',
    );
  };
  const server = createHttpServer({
    apollo,
    openContext({ requestId, presented, headerKey }) {
      const access = openAccess(presented);
      return { requestId, headerKey, access, accountReads: openAccountReads({ requestId, access }) };
    },
    corsOrigins: config.CORS_ORIGINS,
    landingPage: config.LANDING_PAGE ? landingPage : null,
    unreadiness,
    metrics: async () => {
      metrics.ready.set(Number((await unreadiness()) === null));
      return { contentType: metrics.registry.contentType, text: await metrics.registry.metrics() };
    },
    inTraceOf,
    onFault,
  });
  server.listen(config.PORT, config.HOST);
  await once(server, 'listening');

  return {
    url: urlOf(config.HOST, server.address() as AddressInfo),
    async stop() {
      draining = true;
      const closed = once(server, 'close');
      server.close();
      await Promise.race([
        Promise.all([closed, server.idle()]).then(() => deleteAccount.idle()),
        sleep(config.DRAIN_TIMEOUT_MS, undefined, { ref: false }),
      ]);
      server.closeAllConnections();
      await apollo.stop();
      for (const client of clients) client.close();
      await Promise.all([cache.close(), ledger.close()]);
    },
  };
}

/** Callers bring the providers' credentials, unless the gateway has its own. */
async function openAccessOf(config: Config, secret: string, onFault: (fault: unknown) => void): Promise<OpenAccess> {
  const { SEQUENCE_API_KEY, NUVION_API_KEY, AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE } = config;
  if (AUTH_JWKS_URL === undefined || AUTH_ISSUER === undefined || AUTH_AUDIENCE === undefined) return openCallerAccess;
  const { createTokenAccess } = await import('./access/token-access.ts');
  return createTokenAccess({
    credentials: {
      SEQUENCE: SEQUENCE_API_KEY === undefined ? null : `ApiKey ${SEQUENCE_API_KEY}`,
      NUVION: NUVION_API_KEY === undefined ? null : `Bearer ${NUVION_API_KEY}`,
    },
    jwksUrl: AUTH_JWKS_URL,
    issuer: AUTH_ISSUER,
    audience: AUTH_AUDIENCE,
    secret,
    onFault,
  });
}

type ObserveProvider = ReturnType<typeof createMetrics>['observeProvider'];

function createProviders(config: Config, observe: ObserveProvider, now: Clock['now']) {
  const clientFor = (provider: AccountProvider, baseUrl: string) =>
    createHttpClient({
      baseUrl,
      connectTimeoutMs: config.PROVIDER_TIMEOUT_MS,
      now,
      proxies: {
        https: config.https_proxy ?? config.HTTPS_PROXY,
        http: config.http_proxy ?? config.HTTP_PROXY,
        none: config.no_proxy ?? config.NO_PROXY,
      },
      watch(method) {
        const trace = traceExchange(provider, method, baseUrl);
        return (status, seconds) => {
          observe(provider, method, status, seconds);
          trace(status, seconds);
        };
      },
    });
  const sequence = clientFor('SEQUENCE', config.SEQUENCE_URL);
  const nuvion = clientFor('NUVION', config.NUVION_URL);
  const providers: Record<AccountProvider, Provider> = {
    SEQUENCE: createSequence(sequence),
    NUVION: createNuvion(nuvion),
  };
  const readers = {
    SEQUENCE: createSequenceAccounts(sequence),
    NUVION: createNuvionAccounts(nuvion),
  };
  return { clients: [sequence, nuvion], providers, readers };
}

function urlOf(host: string, { port }: AddressInfo): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/graphql`;
}
