/** The only things that a client of any language needs: HTTP, a place that survives a crash, and a random UUID. */
const OPERATION = `
  mutation DeleteAccount($input: DeleteAccountInput!) {
    deleteAccount(input: $input) {
      __typename
      ... on DeleteAccountSuccess { deletedAccountId replayed }
      ... on AccountNotFoundError { missingAccountId }
      ... on DeleteAccountError { code message retry retryAfterMs }
    }
  }`;

export interface Answer {
  readonly __typename: string;
  readonly code?: string;
  readonly message?: string;
  readonly retry?: string;
  readonly retryAfterMs?: number | null;
}
type Account = { readonly provider: string; readonly accountId: string };
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const ATTEMPTS = 5;
const LONGEST_WAIT_MS = 60_000;
const sleep = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

/** Call it when the user confirms, and again with "try again" and after a restart. Null: no answer came. */
export async function deleteAccount(url: string, headers: Record<string, string>, store: Store, account: Account) {
  const slot = `deletion ${account.provider} ${account.accountId}`;
  const begun = store.getItem(slot);
  const idempotencyKey = begun ?? crypto.randomUUID();
  store.setItem(slot, idempotencyKey); // Before anything is sent.
  const body = JSON.stringify({ query: OPERATION, variables: { input: { ...account, idempotencyKey } } });

  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    }).catch(() => null);
    const result = await response?.json().catch(() => null);
    const answer: Answer | null = result?.data?.deleteAccount ?? null;

    const isFinal = answer?.__typename === 'DeleteAccountSuccess' || /^(NEW_KEY|NEVER)$/.test(answer?.retry ?? '');
    const isOver = isFinal || !mayEndWell(response, result, answer);
    // A first request that is wrong in itself: nothing can have come of it.
    const isRefused = isOver && answer === null && begun === null && attempt === 1;
    if (isFinal || isRefused) store.removeItem(slot);
    if (isOver || attempt === ATTEMPTS) return answer;
    const waitMs = Math.max(answer?.retryAfterMs ?? 0, 2 ** attempt * (100 + 100 * Math.random()));
    if (waitMs > LONGEST_WAIT_MS) return answer;
    await sleep(waitMs);
  }
}

/** A request that is wrong (4xx, or GraphQL errors of its own) stays wrong; signing in again needs the user. */
function mayEndWell(response: Response | null, result: { errors?: unknown } | null, answer: Answer | null): boolean {
  if (answer !== null) return answer.retry === 'SAME_KEY' && !/^(UNAUTHORIZED|FORBIDDEN)$/.test(answer.code ?? '');
  if (response === null || response.status >= 500 || response.status === 429) return true;
  return response.ok && result?.errors === undefined; // Not the gateway's answer at all, such as a proxy's page.
}
