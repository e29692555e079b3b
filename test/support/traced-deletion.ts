import { NUVION_CREDENTIAL, newKey, SEQUENCE_CREDENTIAL } from './secrets.ts';

/** The trace that a caller has begun. */
export const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
export const PARENT_ID = 'b7ad6b7169203331';
const TRACEPARENT = { traceparent: `00-${TRACE_ID}-${PARENT_ID}-01`, tracestate: 'vendor=1' };

interface Sent {
  readonly provider?: 'SEQUENCE' | 'NUVION';
  readonly accountId?: string;
  readonly idempotencyKey?: string;
  readonly headers?: Record<string, string>;
}

/** Deletes an account as a part of that trace, and gives back the type of the result. */
export async function tracedDeletion(url: string, sent: Sent = {}) {
  const { provider = 'SEQUENCE', accountId = 'acc_1', idempotencyKey = newKey(), headers = TRACEPARENT } = sent;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'X-Sequence-Authorization': SEQUENCE_CREDENTIAL,
      'X-Nuvion-Authorization': NUVION_CREDENTIAL,
      'Idempotency-Key': newKey(),
      ...headers,
    },
    body: JSON.stringify({
      query: 'mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) { __typename } }',
      variables: { input: { provider, accountId, idempotencyKey } },
    }),
  });
  return (await response.json()).data.deleteAccount.__typename;
}
