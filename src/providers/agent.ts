import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';

/**
 * How long an idle connection is kept, in milliseconds: shorter than servers do, because a request on a connection
 * that the server has just closed fails in a way that does not tell whether it arrived.
 */
const IDLE_SOCKET_MS = 1_000;

/**
 * Keep-alive agents that hand a request its socket only once that is connected (with TLS: secured). A request without
 * a socket has provably sent nothing, and the last moment before the first byte is the request's `socket` event.
 */
export function createConnectedAgents() {
  const options = { keepAlive: true, timeout: IDLE_SOCKET_MS, scheduling: 'lifo' } as const;
  return {
    http: connectFirst(new http.Agent(options), 'connect'),
    https: connectFirst(new https.Agent(options), 'secureConnect'),
  };
}

/** `abandoned` ends an attempt to connect: a request without a socket has none that its end could close. */
interface ConnectOptions {
  readonly abandoned?: AbortSignal;
}

function connectFirst<Agent extends http.Agent>(agent: Agent, ready: 'connect' | 'secureConnect'): Agent {
  const open = agent.createConnection.bind(agent);
  agent.createConnection = (options, onSocket) => {
    const { abandoned } = options as ConnectOptions;
    const socket = open(options) as Duplex;
    const onError = (fault: Error) => settle(fault);
    const onAbandoned = () => socket.destroy(new Error('Connecting took too long'));
    const settle = (fault: Error | null) => {
      socket.off('error', onError);
      abandoned?.removeEventListener('abort', onAbandoned);
      onSocket?.(fault, socket);
    };
    socket.once('error', onError);
    socket.once(ready, () => settle(null));
    abandoned?.addEventListener('abort', onAbandoned);
    return undefined; // the callback brings it, as node:http allows
  };
  return agent;
}
