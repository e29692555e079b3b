import { isIP, Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { type ProxySettings, proxyFor, type Target, tunnel } from './proxy.ts';

/** Makes a connection that is ready for a request (with TLS: secured). Rejects when there is none within its time. */
export type Connect = (target: Target) => Promise<Socket>;

const KEEP_ALIVE_MS = 60_000;

/**
 * A TCP socket that ends by a reset, however it ends: also under TLS, which closes what it runs on. The kernel then
 * throws away what it has not delivered yet. After an orderly close it would go on delivering it for minutes, and a
 * delete that was given up would be executed when the network comes back.
 */
class ResetSocket extends Socket {
  /** Node's own mark for `resetAndDestroy`, which itself would lose the error. */
  resetAndClosing = false;

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    // While it connects there is nothing to throw away, and not every system can reset.
    if (!this.connecting) this.resetAndClosing = true;
    super._destroy(error, callback);
  }
}

/**
 * Connects by TCP, through a proxy where there is one for the target, with TLS on top where the target wants it. TLS
 * sessions are resumed.
 *
 * @param timeoutMs for all of it, in milliseconds
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

/** Waits for an event. Rejects when the socket fails or closes before; later failures are for whoever uses it. */
function once(socket: Socket, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, resolve);
    socket.on('error', reject);
    socket.once('close', () => reject(new Error('The connection was closed')));
  });
}
