import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long a client may take to receive an answer, in milliseconds. */
const TAKING_MS = 30_000;
/** The most bytes that may wait in all connections together. */
const MAX_WAITING_BYTES = 32_000_000;
/** The memory of a character, at most: node:http keeps strings, and counts characters. */
const CHARACTER_BYTES = 2;
/** How often the waiting answers are checked, in milliseconds. */
const CHECK_MS = 1_000;

/** Sends answers, and closes the connections of clients that do not receive them. */
export interface Outbox {
  /** Ends a response. A buffer counts no bytes: it must be one that the process keeps anyway. */
  send(response: ServerResponse, body: string | Buffer): void;
  /** Closes the connections of clients whose time is over. */
  check(): void;
  /** Bytes that wait in this process. */
  readonly waitingBytes: number;
  close(): void;
}

interface Waiting {
  readonly socket: Socket;
  readonly bytes: number;
  /** When the client could begin to receive it. */
  since: number;
}

/** @param now a monotonic clock in milliseconds */
export function createOutbox(now: () => number, maxWaitingBytes = MAX_WAITING_BYTES): Outbox {
  const waiting = new Set<Waiting>(); // the oldest first
  const ofSocket = new WeakMap<Socket, Set<Waiting>>();
  let waitingBytes = 0;

  function forget(entry: Waiting): void {
    if (waiting.delete(entry)) waitingBytes -= entry.bytes;
    ofSocket.get(entry.socket)?.delete(entry);
  }

  /** A response behind another has no socket yet, and gets no event when the socket closes: it is removed here. */
  function entriesOf(socket: Socket): Set<Waiting> {
    const known = ofSocket.get(socket);
    if (known !== undefined) return known;
    const entries = new Set<Waiting>();
    ofSocket.set(socket, entries);
    socket.once('close', () => {
      for (const entry of entries) forget(entry);
    });
    return entries;
  }

  function cutOff({ socket }: Waiting): void {
    for (const entry of entriesOf(socket)) forget(entry);
    socket.destroy();
  }

  const outbox: Outbox = {
    send(response, body) {
      const { socket } = response.req;
      response.end(body);
      // Usually the system has accepted everything, and there is nothing to watch.
      if (response.writableLength === 0 || socket.destroyed) return;
      const bytes = typeof body === 'string' ? CHARACTER_BYTES * response.writableLength : 0;
      const entry: Waiting = { socket, bytes, since: now() };
      if (response.socket === null) {
        // It waits for the previous answer, which may take long through no fault of the client.
        entry.since = Number.POSITIVE_INFINITY;
        response.once('socket', () => {
          entry.since = now();
        });
      }
      waiting.add(entry);
      entriesOf(socket).add(entry);
      waitingBytes += entry.bytes;
      response.once('finish', () => forget(entry));
      for (const oldest of waiting) {
        if (waitingBytes <= maxWaitingBytes) break;
        cutOff(oldest);
      }
    },
    check() {
      for (const entry of waiting) {
        if (now() - entry.since >= TAKING_MS) cutOff(entry);
      }
    },
    get waitingBytes() {
      return waitingBytes;
    },
    close: () => clearInterval(timer),
  };
  const timer = setInterval(() => outbox.check(), CHECK_MS).unref();
  return outbox;
}
