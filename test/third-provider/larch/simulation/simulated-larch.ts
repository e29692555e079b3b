import { createFaults } from '../../../../src/providers/shared/simulation/faults.ts';
import { type Answer, htmlReply, jsonReply, type Reply } from '../../../../src/providers/shared/simulation/replies.ts';
import { credentialOf, headerOf, serve } from '../../../../src/providers/shared/simulation/serve.ts';
import type {
  Effect,
  RecordedRequest,
  SimulatedProvider,
  Simulation,
  SimulationOptions,
} from '../../../../src/providers/shared/simulation/simulation.ts';

const KEY_KEPT_MS = 10 * 60 * 1000;
const PAGE_SIZE = 5;

export interface LarchAccount {
  readonly id: string;
  readonly label: string;
  /** How long closing it takes, in milliseconds. */
  readonly closesInMs: number;
  /** When it is closed, in Unix milliseconds; null while nobody has asked for that. */
  readonly closedAt: number | null;
}

export const larchAccount = (id: string, details: Partial<Omit<LarchAccount, 'id'>> = {}): LarchAccount => ({
  label: id,
  closesInMs: 0,
  closedAt: null,
  ...details,
  id,
});

const CODES: Readonly<Record<number, string>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'unknown_account',
  409: 'closing',
  422: 'balance_not_zero',
  429: 'slow_down',
};
const refuse = (status: number, code = CODES[status] ?? 'failed'): Reply =>
  jsonReply(status, { fault: { code, text: 'No.' } });

/** Starts a simulated Larch on loopback. */
export async function startSimulatedLarch(
  options: SimulationOptions<LarchAccount>,
  credentials: Simulation['credentials'],
): Promise<SimulatedProvider<LarchAccount>> {
  const { now = Date.now } = options;
  const accounts = new Map((options.accounts ?? []).map((account) => [account.id, account]));
  const effects: Effect[] = [];
  const faults = createFaults(options.sleep);
  /** Which account a key has closed. */
  const kept = new Map<string, { readonly accountId: string; readonly until: number }>();
  const server = await serve(handle, { now });

  async function handle(request: RecordedRequest): Promise<Answer> {
    const answer = await answerTo(request);
    const requestId = headerOf(request, 'x-request-id');
    if (answer === 'hang-up' || requestId === null) return answer;
    return { ...answer, headers: { ...answer.headers, 'x-request-id': requestId } };
  }

  async function answerTo(request: RecordedRequest): Promise<Answer> {
    const { method, path, body } = request;
    const [, segment, close] = /^\/v2\/accounts(?:\/([^/?]+)(\/close)?)?(?:\?|$)/.exec(path) ?? [];
    if (!path.startsWith('/v2/accounts') || method !== (close === undefined ? 'GET' : 'POST')) return htmlReply(404);
    const given = `Bearer ${credentialOf(request, 'Bearer')}`;
    if (given !== credentials.full && given !== credentials.readOnly) return refuse(401);
    if (segment === undefined) return list(Number(new URLSearchParams(path.split('?')[1]).get('page') ?? 1));
    const accountId = decodeURIComponent(segment);
    if (method === 'GET') return faults.read(accountId, () => shown(200, accountId), refuse);
    if (given !== credentials.full) return refuse(403);
    if (body !== '{"reason":"customer_request"}') return refuse(400, 'reason_missing');
    return faults.answer(accountId, () => closeOnce(accountId, headerOf(request, 'idempotency-key')), refuse);
  }

  function closeOnce(accountId: string, idempotencyKey: string | null): Reply {
    const first = kept.get(idempotencyKey ?? '');
    if (first !== undefined && now() < first.until) return shown(200, first.accountId);
    const account = accounts.get(accountId);
    if (account === undefined) return refuse(404);
    if (account.closedAt !== null) return refuse(409, 'already_closed');
    accounts.set(accountId, { ...account, closedAt: now() + account.closesInMs });
    effects.push({ accountId, idempotencyKey });
    if (idempotencyKey !== null) kept.set(idempotencyKey, { accountId, until: now() + KEY_KEPT_MS });
    return shown(200, accountId);
  }

  const stateOf = ({ closedAt }: LarchAccount) =>
    closedAt === null ? 'open' : closedAt > now() ? 'closing' : 'closed';

  const told = (account: LarchAccount) => {
    const { id: number, label, closedAt } = account;
    const state = stateOf(account);
    const closed_at = state === 'closed' && closedAt !== null ? new Date(closedAt).toISOString() : null;
    return { number, label, currency: 'EUR', state, closed_at };
  };

  function shown(status: number, accountId: string): Reply {
    const account = accounts.get(accountId);
    if (account === undefined) return refuse(404);
    return jsonReply(stateOf(account) === 'closing' ? 202 : status, { account: told(account) });
  }

  function list(page: number): Reply {
    const open = [...accounts.values()].filter(({ closedAt }) => closedAt === null);
    const pages = Math.ceil(open.length / PAGE_SIZE);
    const shownHere = open.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
    return jsonReply(200, { accounts: shownHere.map(told), page, pages });
  }

  return {
    ...server,
    effects,
    accounts,
    add: (accountId, details) => void accounts.set(accountId, larchAccount(accountId, details)),
    fail: faults.fail,
  };
}
