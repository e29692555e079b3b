import { isIP, Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { type ProxySettings, proxyFor, type Target, tunnel } from './proxy.ts';

/** Makes a connection that is ready for a request (with TLS: secured). Rejects when the time is over. */
export type Connect = (target: Target) => Promise<Socket>;

const KEEP_ALIVE_MS = 60_000;

/**
 * A TCP socket that always ends by a reset, also when TLS closes it. The kernel then discards what it has not delivered yet.
 * After an orderly close it would try to deliver it for minutes, and a delete that was given up could be executed when the
 * network comes back.
 */
class ResetSocket extends Socket {
  /** The flag that Node's `resetAndDestroy` sets. That method cannot be used: it loses the error. */
  resetAndClosing = false;

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    // While it connects there is nothing to discard, and not every system can reset.
    if (!this.connecting) this.resetAndClosing = true;
    super._destroy(error, callback);
  }
}

/**
 * Connects by TCP, through the target's proxy if it has one, and with TLS if the target is secure. TLS sessions are resumed.
 *
 * @param timeoutMs for the whole connection, in milliseconds
 */
export function createConnect(timeoutMs: number, proxies: ProxySettings): Connect {
  const sessions = new Map<string, Buffer>();

  function withTls(socket: Socket, { hostname, port }: Target): TLSSocket {
    const name = `${hostname}:${port}`;
    const session = sessions.get(name);
    const top = connectTls({
      socket,
      host: hostname,
      ...(isIP(hostname) === 0 && { servername: hostname }),
      ALPNProtocols: ['http/1.1'],
      ...(session !== undefined && { session }),
    });
    return top.on('session', (next) => sessions.set(name, next));
  }

  return async (target) => {
    const proxy = proxyFor(proxies, target);
    const { hostname, port } = proxy ?? target;
    const tcp = new ResetSocket();
    let socket: Socket = tcp;
    const secure = async (end: Target) => {
      socket = withTls(socket, end);
      await once(socket, 'secureConnect');
    };
    const timer = setTimeout(() => socket.destroy(new Error('No connection in time')), timeoutMs);
    try {
      const connected = once(tcp, 'connect');
      tcp.setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_MS);
      tcp.connect({ host: hostname, port });
      await connected;
      if (proxy?.secure === true) await secure(proxy);
      if (proxy !== null) await tunnel(socket, proxy, target);
      if (target.secure) await secure(target);
      return socket;
    } catch (fault) {
      tcp.destroy();
      throw fault;
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Waits for an event. Rejects when the socket fails or closes before; later failures are for the user of the socket. */
function once(socket: Socket, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, resolve);
    socket.on('error', reject);
    socket.once('close', () => reject(new Error('The connection was closed')));
  });
}
