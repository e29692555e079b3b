import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAccess, ownCredentials } from './access/create-access.ts';
import { createAccountReads } from './accounts/account-reads.ts';
import { createClock } from './clock.ts';
import type { Config } from './config/config.ts';
import { deletionSettings } from './config/deletion-settings.ts';
import { createDeleteAccount } from './deletion/delete-account.ts';
import type { DeletionDeps } from './deletion/deps.ts';
import { createFindDeletion } from './deletion/find-deletion.ts';
import { startHousekeeping } from './deletion/housekeeping.ts';
import { createHashCredential, createIdentify } from './deletion/identity.ts';
import { startReconciler } from './deletion/reconciler.ts';
import { createApollo } from './graphql/create-apollo.ts';
import { createSchema } from './graphql/schema.ts';
import { openAdminPort } from './http/admin-port.ts';
import { createHttpServer } from './http/create-http-server.ts';
import { createGraphqlEndpoint } from './http/graphql-endpoint.ts';
import { createLandingPage } from './http/landing-page.ts';
import { listen } from './http/listen.ts';
import { createOperatorRoutes } from './http/operator-routes.ts';
import type { LandingPage } from './http/page-html.ts';
import { createReadiness } from './http/readiness.ts';
import { shareRound } from './http/share-answer.ts';
import { openLedger } from './ledger/open-ledger.ts';
import { openSecret } from './ledger/secret.ts';
import { audited, auditLooks, createOpenAudit, watchTokens } from './observability/audit-lines.ts';
import { buildOf } from './observability/build-info.ts';
import type { Logger } from './observability/logger.ts';
import { createMetrics } from './observability/metrics.ts';
import { inTraceOf, tracedDeletion, tracedLedger, traceExchange } from './observability/tracing.ts';
import { createProviders, proxiesOf } from './providers/create-providers.ts';
import { PROVIDER_NAMES, PROVIDERS } from './providers/index.ts';
import { openReplayCache } from './settlements/replay-cache.ts';
import { createVault } from './settlements/vault.ts';

/** How many deletions may run at the same time at one provider. Each uses a connection, at most for DELETE_DEADLINE_MS. */
const MAX_RUNNING = 500;

/** A running gateway. */
export interface Gateway {
  /** The GraphQL endpoint. */
  readonly url: string;
  /** The base URL of health and metrics if they have their own port, else null. */
  readonly adminUrl: string | null;
  /** Stops accepting, finishes what runs – for `DRAIN_TIMEOUT_MS` at most – and closes everything. */
  stop(): Promise<void>;
}

/**
 * The composition root: builds every part from the configuration, and starts to listen. With `ADMIN_PORT`, health and
 * metrics are served first, and until everything else has stopped.
 *
 * @param landingPage the content of the page at `/`
 * @param droppedLines gives the number of dropped log lines
 * @throws LedgerUnavailableError when the ledger cannot be reached within 10 s
 */
export async function startGateway(
  config: Config,
  log: Logger,
  landingPage: LandingPage,
  droppedLines: () => number = () => 0,
): Promise<Gateway> {
  const clock = createClock();
  const metrics = createMetrics(PROVIDER_NAMES, droppedLines);
  metrics.buildInfo.set(buildOf(config.LEDGER_URL), 1);
  const onFault = (fault: unknown) => {
    metrics.faults.inc();
    log.error({ err: fault }, 'fault');
  };

  // Health and metrics.
  let unreadiness = async (): Promise<string | null> => 'starting';
  const operatorRoutes = createOperatorRoutes({
    unreadiness: () => unreadiness(),
    metrics: shareRound(async () => {
      metrics.ready.set(Number((await unreadiness()) === null));
      return { contentType: metrics.registry.contentType, text: await metrics.registry.metrics() };
    }),
  });
  const admin = await openAdminPort(config.ADMIN_PORT, config.HOST, operatorRoutes, {
    onAnswered: metrics.observeHttp,
    onFault,
  });

  // Where deletions are recorded.
  const [opened, secret] = await openLedger(config.LEDGER_URL, log, (own) => openSecret(own, config.LEDGER_SECRET));
  const ledger = tracedLedger(metrics.timed(opened));
  const housekeeping = startHousekeeping(ledger);
  const cache = await openReplayCache(config.REPLAY_CACHE_URL, onFault);
  const vault = createVault(secret, config.LEDGER_SECRET !== undefined);

  // Deletions: requested ones, and those whose outcome is unknown.
  const asked = createProviders(PROVIDERS, config, clock.now, (provider, method, baseUrl) => {
    const trace = traceExchange(provider, method, baseUrl);
    return (status, seconds) => {
      metrics.observeProvider(provider, method, status, seconds);
      trace(status, seconds);
    };
  });
  const { providers, readers } = asked;
  const credentials = ownCredentials(PROVIDERS, config);
  const deps: DeletionDeps = {
    ledger,
    vault,
    cache,
    providers,
    clock,
    random: Math.random,
    newOwner: randomUUID,
    hashCredential: createHashCredential(secret),
    onFault,
    settings: deletionSettings(config, MAX_RUNNING),
  };
  const deleteAccount = tracedDeletion(audited(createDeleteAccount(deps), log, metrics));

  const reconciler = startReconciler({
    deps: { ...deps, newRequestId: randomUUID },
    random: Math.random,
    credentials,
    onLook: auditLooks(log, metrics),
    onCount: (found) => metrics.observeUnknown(found, Date.now()),
  });

  // Callers: identity, permissions, audit.
  const access = await createAccess(PROVIDERS, config, secret, {
    async readOnce(url, limits) {
      const { readOnce } = await import('./providers/http/read-once.ts');
      return readOnce(url, { ...limits, proxies: proxiesOf(config) });
    },
    ...watchTokens(log, metrics),
  });
  const identify = createIdentify(secret);
  const openAudit = createOpenAudit(log, metrics, identify);
  const openAccountReads = createAccountReads({
    readers,
    maxReads: config.MAX_READS_PER_OPERATION,
    timeoutMs: config.PROVIDER_TIMEOUT_MS,
  });

  // Requests.
  const engine = createApollo({
    schema: createSchema({
      deleteAccount,
      findDeletion: createFindDeletion({ ledger, vault, providers, credentials }),
      identify,
      requireIdempotencyKey: config.REQUIRE_IDEMPOTENCY_KEY,
    }),
    introspection: config.INTROSPECTION,
    maxDeletionsPerOperation: config.MAX_DELETIONS_PER_OPERATION,
    maxReadsPerOperation: config.MAX_READS_PER_OPERATION,
    onFault,
  });
  await engine.apollo.start();
  unreadiness = createReadiness(ledger, access.unreadiness);
  const graphql = createGraphqlEndpoint(engine, ({ requestId, presented, headerKey }) => {
    const asking = { requestId, authorize: access.open(presented), audit: openAudit(requestId) };
    return { ...asking, headerKey, accountReads: openAccountReads(asking) };
  });
  const server = createHttpServer({
    routes: new Map([
      ['/graphql', graphql],
      ...(config.LANDING_PAGE ? createLandingPage(landingPage) : []),
      ...(admin.url === null ? operatorRoutes : []),
    ]),
    corsOrigins: config.CORS_ORIGINS,
    inTraceOf,
    onAnswered: metrics.observeHttp,
    onRefused({ requestId, reason }) {
      openAudit(requestId).refused({ reason, operation: null, provider: null, accountId: null, caller: null });
    },
    onFault,
  });
  server.on('connection', graphql.onConnection);
  const origin = await listen(server, config.PORT, config.HOST);

  return {
    url: `${origin}/graphql`,
    adminUrl: admin.url,
    async stop() {
      unreadiness = async () => 'draining';
      const reconciled = reconciler.stop();
      const closed = once(server, 'close');
      server.stop();
      await Promise.race([
        Promise.all([closed, server.idle(), reconciled]).then(() => deleteAccount.idle()),
        sleep(config.DRAIN_TIMEOUT_MS, undefined, { ref: false }),
      ]);
      server.closeAllConnections();
      await engine.apollo.stop();
      access.close();
      asked.close(); // ends a look that its provider does not answer, too
      await reconciled;
      housekeeping.stop();
      await Promise.all([cache.close(), ledger.close()]);
      admin.close();
    },
  };
}
