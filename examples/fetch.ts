import { createFetchTransport, deleteWithRetry, type Intention } from 'accounts-gateway-client';

export function deleteAccount(url: string, headers: Record<string, string>, intention: Intention) {
  const { send } = createFetchTransport({ url, headers: () => headers });
  return deleteWithRetry(intention, send);
}
