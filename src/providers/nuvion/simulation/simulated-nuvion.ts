import { createFaults } from '../../shared/simulation/faults.ts';
import { type Answer, htmlReply, jsonReply, type Reply } from '../../shared/simulation/replies.ts';
import { accountsRoute, credentialOf, headerOf, serve } from '../../shared/simulation/serve.ts';
import type {
  Effect,
  RecordedRequest,
  SimulatedProvider,
  SimulationOptions,
} from '../../shared/simulation/simulation.ts';
import { accountData, deletionData, isLive, listedAccount, type NuvionAccount, nuvionAccount } from './account.ts';
import { CREDENTIALS, DEMO_ACCOUNTS } from './demo.ts';

/** The largest and the default page size. A plain array has no limit. */
const PAGE_SIZE = 20;

export interface NuvionOptions extends SimulationOptions<NuvionAccount> {
  /** How a soft-deleted account reads: with a `deleted` time (the default), or as its own 404. The real one is unknown. */
  readonly softDeletedReads?: 'deleted' | 'not-found';
  /** Nuvion documents both: pages with cursors (the default), and a plain array of everything. */
  readonly listShape?: 'pages' | 'plain';
}

/** In the shape that Nuvion documents; which `type` an account's errors really have is not known. */
const ERRORS: Readonly<Record<number, { readonly message: string; readonly type: string }>> = {
  400: { message: 'The account still holds pending transactions.', type: 'error_account_invalid_state' },
  401: { message: 'Missing, invalid, or expired API key.', type: 'error_auth_unauthorized' },
  403: { message: 'You are not allowed to perform this action.', type: 'error_auth_forbidden' },
  404: { message: 'Account not found.', type: 'error_account_not_found' },
  409: { message: 'The account is being modified by another request.', type: 'error_account_conflict' },
  429: { message: 'Too many requests.', type: 'error_rate_limit_exceeded' },
  500: { message: 'Something went wrong on our end.', type: 'error_internal_server' },
};

const refuse = (status: number): Reply =>
  status === 422
    ? invalid('final_balance', 'error_validation_balance_not_zero', 'Move the balance away first.')
    : jsonReply(status, { status: String(status), ...ERRORS[status] });

function invalid(field: string, errorType: string, message: string): Reply {
  return jsonReply(422, {
    status: '422',
    message: 'Validation failed for one or more fields.',
    type: 'error_validation_error',
    validations: [{ [field]: { error_type: errorType, message } }],
  });
}

/**
 * Starts a simulated Nuvion on loopback: soft deletions, no deduplication
 * (https://docs.nuvion.co/api-reference/accounts).
 */
export async function createSimulatedNuvion(options: NuvionOptions = {}): Promise<SimulatedProvider<NuvionAccount>> {
  const { now = Date.now, softDeletedReads = 'deleted', listShape = 'pages' } = options;
  const accounts = new Map((options.accounts ?? DEMO_ACCOUNTS).map((account) => [account.id, account]));
  const effects: Effect[] = [];
  const faults = createFaults(options.sleep);
  const server = await serve(handle, { now });

  async function handle(request: RecordedRequest): Promise<Answer> {
    const route = accountsRoute(request, '');
    if (route === null) return htmlReply(404);
    const credential = `Bearer ${credentialOf(request, 'Bearer')}`;
    if (credential !== CREDENTIALS.full && credential !== CREDENTIALS.readOnly) return refuse(401);

    const { accountId, query } = route;
    if (accountId === null) return listAccounts(query);
    if (request.method === 'GET') return faults.read(accountId, () => getAccount(accountId), refuse);
    if (credential !== CREDENTIALS.full) return refuse(403);
    const idempotencyKey = headerOf(request, 'idempotency-key');
    return faults.answer(accountId, () => deleteNow(accountId, idempotencyKey), refuse);
  }

  /** A deleted account is not found: a duplicate gets the same answer as a deletion of an unknown account. */
  function deleteNow(accountId: string, idempotencyKey: string | null): Reply {
    const account = accounts.get(accountId);
    if (account === undefined || !isLive(account)) return refuse(404);

    const defaultBefore = live()[0]?.id;
    const deleted = { ...account, deleted: now() };
    accounts.set(accountId, deleted);
    effects.push({ accountId, idempotencyKey });

    const others = live();
    const newDefault = defaultBefore === accountId ? (others[0]?.id ?? null) : null;
    const data = deletionData(deleted, others, newDefault);
    return jsonReply(200, { message: 'Account deleted successfully', status: 200, data });
  }

  function getAccount(accountId: string): Reply {
    const account = accounts.get(accountId);
    if (account === undefined || (!isLive(account) && softDeletedReads === 'not-found')) return refuse(404);
    return jsonReply(200, { message: 'Account retrieved successfully', status: 200, data: accountData(account) });
  }

  /** A cursor is the id of the last account of a page. A deleted account keeps its place, so its cursor stays valid. */
  function listAccounts(query: URLSearchParams): Reply {
    const message = 'Accounts retrieved successfully';
    const asked = Math.max(0, Number.parseInt(query.get('limit') ?? '', 10) || 0);
    if (listShape === 'plain') {
      return jsonReply(200, {
        message,
        status: 200,
        data: live()
          .slice(0, asked || undefined)
          .map(listedAccount),
      });
    }
    const limit = Math.min(PAGE_SIZE, asked || PAGE_SIZE);

    const ids = [...accounts.keys()];
    const [after, before] = [query.get('next_cursor'), query.get('previous_cursor')];
    for (const [field, cursor] of Object.entries({ next_cursor: after, previous_cursor: before })) {
      if (cursor !== null && !accounts.has(cursor)) {
        return invalid(field, 'error_validation_cursor_invalid', 'There is no such cursor.');
      }
    }
    const isAfter = ({ id }: NuvionAccount) => after === null || ids.indexOf(id) > ids.indexOf(after);
    const isBefore = ({ id }: NuvionAccount) => before === null || ids.indexOf(id) < ids.indexOf(before);
    const matching = live().filter((account) => isAfter(account) && isBefore(account));
    const page = before === null ? matching.slice(0, limit) : matching.slice(-limit);

    const [first, last] = [page.at(0), page.at(-1)];
    const hasNext = last !== undefined && live().at(-1) !== last;
    const hasPrevious = first !== undefined && live().at(0) !== first;
    const pagination = {
      limit,
      total_count: live().length,
      has_next: hasNext,
      has_previous: hasPrevious,
      next_cursor: hasNext ? last.id : null,
      previous_cursor: hasPrevious ? first.id : null,
    };
    const data = { data: page.map(listedAccount), meta: { pagination, filters_applied: {} } };
    return jsonReply(200, { message, status: 'success', data });
  }

  /** In the order of creation; the first is the entity's default. */
  function live(): NuvionAccount[] {
    return [...accounts.values()].filter(isLive);
  }

  return {
    ...server,
    effects,
    accounts,
    add: (accountId, details) => void accounts.set(accountId, nuvionAccount(accountId, details)),
    fail: faults.fail,
  };
}
