import { randomUUID } from 'node:crypto';
import { createFaults } from '../../shared/simulation/faults.ts';
import { type Answer, htmlReply, jsonReply, type Reply } from '../../shared/simulation/replies.ts';
import { accountsRoute, credentialOf, headerOf, serve } from '../../shared/simulation/serve.ts';
import type {
  Effect,
  RecordedRequest,
  SimulatedProvider,
  SimulationOptions,
} from '../../shared/simulation/simulation.ts';
import { fullAccount, listedAccount, type SequenceAccount, sequenceAccount } from './account.ts';
import { DEMO_ACCOUNTS, KEYS, type SequencePermission } from './demo.ts';

const BASE_PATH = '/api/v1';
/** How long an idempotency key is kept, in milliseconds. */
const KEY_KEPT_MS = 24 * 60 * 60 * 1000;

/** 401 and 403 are as in Sequence's reference; the others are made up in the same style. */
const ERRORS: Readonly<Record<number, { readonly code: string; readonly message: string }>> = {
  400: { code: 'invalid_request', message: 'The request is malformed.' },
  401: { code: 'unauthorized', message: 'Missing or invalid API key.' },
  403: { code: 'forbidden', message: 'This API key does not have the required permission.' },
  409: { code: 'idempotency_conflict', message: 'A request with this Idempotency-Key is still being processed.' },
  422: { code: 'account_not_deletable', message: 'An active rule still uses this account.' },
  429: { code: 'rate_limited', message: 'Too many requests.' },
  500: { code: 'internal_error', message: 'Something went wrong.' },
};

const refuse = (status: number): Reply => jsonReply(status, { error: ERRORS[status] });

const notFound = (accountId: string): Reply =>
  jsonReply(404, { error: { code: 'resource_not_found', message: `Account with id '${accountId}' was not found.` } });

/**
 * Starts a simulated Sequence on loopback: permanent deletions, and an `Idempotency-Key` that answers a duplicate with
 * the first answer for 24 hours (https://api.getsequence.io).
 */
export async function createSimulatedSequence(
  options: SimulationOptions<SequenceAccount> = {},
): Promise<SimulatedProvider<SequenceAccount>> {
  const { now = Date.now } = options;
  const accounts = new Map((options.accounts ?? DEMO_ACCOUNTS).map((account) => [account.id, account]));
  const effects: Effect[] = [];
  const faults = createFaults(options.sleep);
  /** Idempotency keys belong to the API key with which they were sent. */
  const kept = new Map<string, { readonly reply: Reply; readonly until: number }>();
  const running = new Set<string>();
  const server = await serve(handle, { now, basePath: BASE_PATH });

  async function handle(request: RecordedRequest): Promise<Answer> {
    const route = accountsRoute(request, BASE_PATH);
    if (route === null) return htmlReply(404);
    const requestId = headerOf(request, 'x-request-id') ?? randomUUID();
    const answer = await answerRoute(request, route.accountId, route.query, requestId);
    return answer === 'hang-up' ? answer : { ...answer, headers: { ...answer.headers, 'x-request-id': requestId } };
  }

  async function answerRoute(
    request: RecordedRequest,
    accountId: string | null,
    query: URLSearchParams,
    requestId: string,
  ): Promise<Answer> {
    const apiKey = credentialOf(request, 'ApiKey');
    const permissions = apiKey === null ? undefined : KEYS.get(apiKey);
    if (permissions === undefined) return refuse(401);

    if (accountId === null) {
      if (!permits(permissions, 'LIST_ACCOUNTS')) return refuse(403);
      const type = query.get('type');
      const listed = [...accounts.values()].filter((account) => type === null || account.type === type);
      return jsonReply(200, { request_id: requestId, data: listed.map(listedAccount) });
    }
    if (request.method === 'GET') {
      if (!permits(permissions, 'READ_ACCOUNTS', accountId)) return refuse(403);
      const execute = () => {
        const account = accounts.get(accountId);
        if (account === undefined) return notFound(accountId);
        return jsonReply(200, { request_id: requestId, data: fullAccount(account) });
      };
      return faults.read(accountId, execute, refuse);
    }
    if (!permits(permissions, 'DELETE_ACCOUNTS', accountId)) return refuse(403);
    return deleteOnce(accountId, `${apiKey} `, headerOf(request, 'idempotency-key'));
  }

  /** How the real Sequence answers a duplicate while the first is running is not known; here it is a 409. */
  async function deleteOnce(accountId: string, keyOwner: string, idempotencyKey: string | null): Promise<Answer> {
    const execute = () => deleteNow(accountId, idempotencyKey);
    if (idempotencyKey === null) return faults.answer(accountId, execute, refuse);

    const slot = keyOwner + idempotencyKey;
    if (running.has(slot)) return refuse(409);
    running.add(slot);
    try {
      return await faults.answer(accountId, () => replayOr(slot, execute), refuse);
    } finally {
      running.delete(slot);
    }
  }

  /** The account does not matter: a key that is used again for another account gets the first answer. */
  function replayOr(slot: string, execute: () => Reply): Reply {
    const first = kept.get(slot);
    if (first !== undefined && now() < first.until) return first.reply;
    const reply = execute();
    // Whether the real Sequence keeps refusals is not known; here only executed deletions are kept.
    if (reply.status === 204) kept.set(slot, { reply, until: now() + KEY_KEPT_MS });
    return reply;
  }

  function deleteNow(accountId: string, idempotencyKey: string | null): Reply {
    if (!accounts.delete(accountId)) return notFound(accountId);
    effects.push({ accountId, idempotencyKey });
    return { status: 204, body: '' };
  }

  return {
    ...server,
    effects,
    accounts,
    add: (accountId, details) => void accounts.set(accountId, sequenceAccount(accountId, details)),
    fail: faults.fail,
  };
}

function permits(
  permissions: readonly SequencePermission[],
  scope: SequencePermission['scope'],
  accountId?: string,
): boolean {
  return permissions.some(
    (permission) =>
      permission.scope === scope &&
      (accountId === undefined || permission.resources === '*' || permission.resources?.includes(accountId) === true),
  );
}
