import { type Route, type Routes, readOnly, sendJson } from './route.ts';

export interface OperatorRoutesDeps {
  /** Why the gateway should get no requests now; null when it should. */
  readonly unreadiness: () => Promise<string | null>;
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
}

/** Liveness, readiness and metrics. */
export function createOperatorRoutes({ unreadiness, metrics }: OperatorRoutesDeps): Routes {
  return new Map<string, Route>([
    ['/health/live', readOnly(async (exchange) => sendJson(exchange, 200, { status: 'live' }))],
    [
      '/health/ready',
      readOnly(async (exchange) => {
        const reason = await unreadiness();
        sendJson(exchange, reason === null ? 200 : 503, { status: reason ?? 'ready' });
      }),
    ],
    [
      '/metrics',
      readOnly(async ({ response, send }) => {
        const { contentType, text } = await metrics();
        response.setHeader('content-type', contentType);
        send(text);
      }),
    ],
  ]);
}
