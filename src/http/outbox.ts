import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long a client may take for an answer, in milliseconds. */
const TAKING_MS = 30_000;
/** What may wait to be taken, in all connections together. */
const MAX_WAITING_BYTES = 32_000_000;
/** What a character of a text takes, at most: node:http keeps texts, and counts their characters. */
const CHARACTER_BYTES = 2;
/** How often the waiting answers are looked at, in milliseconds. */
const CHECK_MS = 1_000;

/** Sends answers, and cuts off the clients that do not take them. */
export interface Outbox {
  /** Ends a response. A buffer is one that is kept anyway: it takes time, and no memory of its own. */
  send(response: ServerResponse, body: string | Buffer): void;
  /** Cuts off every client that has had its time. */
  check(): void;
  /** Bytes that wait in this process to be taken. */
  readonly waitingBytes: number;
  close(): void;
}

interface Waiting {
  readonly socket: Socket;
  readonly bytes: number;
  /** When the client could begin to take it. */
  since: number;
}

/** @param now the time in milliseconds, from any moment on */
export function createOutbox(now: () => number, maxWaitingBytes = MAX_WAITING_BYTES): Outbox {
  const waiting = new Set<Waiting>(); // the oldest first
  const ofSocket = new WeakMap<Socket, Set<Waiting>>();
  let waitingBytes = 0;

  function forget(entry: Waiting): void {
    if (waiting.delete(entry)) waitingBytes -= entry.bytes;
    ofSocket.get(entry.socket)?.delete(entry);
  }

  /** What still waits for a socket when it closes is never told so: a response behind another has no socket yet. */
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
      // Nearly always the system has taken it all, and there is nothing to watch.
      if (response.writableLength === 0 || socket.destroyed) return;
      const bytes = typeof body === 'string' ? CHARACTER_BYTES * response.writableLength : 0;
      const entry: Waiting = { socket, bytes, since: now() };
      if (response.socket === null) {
        // It waits for the answer before it, which may take its time without the client's doing.
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
