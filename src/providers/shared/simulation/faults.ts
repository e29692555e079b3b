import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, htmlReply, type Reply } from './replies.ts';

/** How long a slow answer takes, in milliseconds: long enough to see a spinner, shorter than the gateway's timeout. */
const SLOW_MS = 3_000;

/** How a deletion of an account fails. */
export interface Fault {
  /** Whether the account is deleted nevertheless. */
  readonly executes: boolean;
  /** `truth`: the answer of a deletion that works; `half`: the first half of it; `none`: the connection ends. */
  readonly answer: 'truth' | 'half' | 'none' | RefusedWith;
  readonly slow?: boolean;
  /** How many deletions of the account fail; after that they work. */
  readonly times: number;
  /** How many reads of the account fail after the deletion; none by default. */
  readonly unreadable?: number;
  /** What the account shows, in words. */
  readonly shows: string;
}

interface RefusedWith {
  readonly status: number;
  /** A web page in place of the provider's own error. */
  readonly page?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

const refusedWith = (answer: RefusedWith, times: number, shows: string): Fault => ({
  executes: false,
  answer,
  times,
  shows,
});

const ALWAYS = Number.POSITIVE_INFINITY;

/** Where keys are not recognised, the gateway waits for the quiescence, which is 5 s in the sandbox. */
const THEN_IT_WORKS =
  'then it works: at once where the provider recognises keys, else with the same key after 5 s (retryAfterMs)';

/**
 * Ways for a deletion to fail, the same at every provider. Reads of the account work, so that a recovery can be seen;
 * after `lost_outcome` the first read fails too.
 */
export const FAULTS = {
  slow: { executes: true, answer: 'truth', slow: true, times: ALWAYS, shows: 'deleted, after three seconds' },
  lost_answer: { executes: true, answer: 'none', times: 1, shows: 'deleted, but the connection ends: recovered' },
  lost_request: {
    executes: false,
    answer: 'none',
    times: 1,
    shows: `not deleted, the connection ends; ${THEN_IT_WORKS}`,
  },
  cut_off: { executes: true, answer: 'half', times: 1, shows: 'deleted, but half of the answer: recovered' },
  web_page: refusedWith({ status: 200, page: true }, 1, `not deleted, a web page with status 200; ${THEN_IT_WORKS}`),
  no_route: refusedWith({ status: 404, page: true }, ALWAYS, "a 404 that is not the provider's own"),
  bad_request: refusedWith({ status: 400 }, ALWAYS, 'rejected with 400'),
  unauthorized: refusedWith({ status: 401 }, ALWAYS, 'the credential is not accepted'),
  forbidden: refusedWith({ status: 403 }, ALWAYS, 'the credential does not permit the deletion of this account'),
  conflict: refusedWith(
    { status: 409 },
    ALWAYS,
    '409: a rejection, or a duplicate that is still running, depending on the provider',
  ),
  rejected: refusedWith({ status: 422 }, ALWAYS, 'rejected with 422, with the fields where the provider names them'),
  rate_limited: refusedWith(
    { status: 429, headers: { 'retry-after': '2' } },
    1,
    'too many requests; then it works: with the same key after 2 s (Retry-After)',
  ),
  lost_outcome: {
    executes: true,
    answer: 'none',
    times: ALWAYS,
    unreadable: 1,
    shows:
      'deleted, but there is no answer: the outcome is unknown until a retry, or until the gateway reads the account',
  },
  server_error: refusedWith({ status: 500 }, ALWAYS, 'not deleted, a 500 every time: the outcome stays unknown'),
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[];

/** The id of the demo account with this fault. */
export const faultyAccountId = (name: FaultName): string => `acc_${name}`;

/** The accounts that fail, and how many times more. The demo ids fail from the start. */
export function createFaults(sleep = (ms: number): Promise<void> => delay(ms, undefined, { ref: false })) {
  const left = new Map<string, { readonly fault: Fault; readonly times: number }>();
  const unreadable = new Map<string, number>();
  for (const name of FAULT_NAMES) fail(faultyAccountId(name), name);

  function fail(accountId: string, named: FaultName | Fault): void {
    const fault = typeof named === 'string' ? FAULTS[named] : named;
    left.set(accountId, { fault, times: fault.times });
    unreadable.delete(accountId);
  }

  function take(accountId: string): Fault | null {
    const failing = left.get(accountId);
    if (failing === undefined || failing.times <= 0) return null;
    left.set(accountId, { ...failing, times: failing.times - 1 });
    if (!unreadable.has(accountId)) unreadable.set(accountId, failing.fault.unreadable ?? 0);
    return failing.fault;
  }

  /**
   * Answers a deletion, with the account's fault if it has one.
   *
   * @param execute deletes the account and returns the true answer
   * @param refuse returns the provider's own error for a status
   */
  async function answer(accountId: string, execute: () => Reply, refuse: (status: number) => Reply): Promise<Answer> {
    const fault = take(accountId);
    if (fault === null) return execute();

    const truth = fault.executes ? execute() : null;
    if (fault.slow === true) await sleep(SLOW_MS);
    if (typeof fault.answer === 'object') return refused(fault.answer, refuse);
    if (fault.answer === 'none' || truth === null) return 'hang-up';
    return fault.answer === 'half' ? halfOf(truth) : truth;
  }

  /** Answers a read, with the account's fault if it has one. */
  function read(accountId: string, execute: () => Reply, refuse: (status: number) => Reply): Reply {
    const times = unreadable.get(accountId) ?? 0;
    if (times === 0) return execute();
    unreadable.set(accountId, times - 1);
    return refuse(500);
  }

  return { fail, answer, read };
}

function refused({ status, page, headers }: RefusedWith, refuse: (status: number) => Reply): Reply {
  const reply = page === true ? htmlReply(status) : refuse(status);
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

/** Cut off by a proxy: the HTTP message is complete, and only its content shows that something is missing. */
function halfOf({ status, headers, body }: Reply): Reply {
  if (body === '') return { status: 200, headers: { 'content-type': 'application/json' }, body: '{"request_id":"' };
  return { status, ...(headers && { headers }), body: body.slice(0, body.length / 2) };
}
