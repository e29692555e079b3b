import { connect, type Socket } from 'node:net';
import { type HttpAnswer, readAnswer } from './answer-reader.ts';

/** One keep-alive connection with one request at a time. */
export interface Connection {
  /** Sends a request, connecting anew when the server has closed the connection since. */
  send(request: string): void;
  close(): void;
}

/** @param onAnswer told of the answer to each request; of the fault when there is none, and the next starts anew */
export function openConnection(url: URL, onAnswer: (answer: HttpAnswer | Error) => void): Connection {
  let socket: Socket | undefined;
  let waiting = false;
  let text = '';

  function end(answer: HttpAnswer | Error): void {
    if (!waiting) return;
    waiting = false;
    text = '';
    onAnswer(answer);
  }

  function open(): Socket {
    const opened = connect(Number(url.port), url.hostname);
    opened.setNoDelay(true);
    opened.on('data', (chunk) => {
      text += chunk.toString('latin1');
      try {
        const answer = readAnswer(text);
        if (answer !== null) end(answer);
      } catch (fault) {
        opened.destroy(fault as Error);
      }
    });
    opened.on('error', (fault) => {
      if (socket === opened) socket = undefined;
      end(fault);
    });
    opened.on('close', () => {
      if (socket === opened) socket = undefined;
      end(new Error('The connection was closed'));
    });
    return opened;
  }

  return {
    send(request) {
      socket ??= open();
      waiting = true;
      text = '';
      socket.write(request, 'latin1');
    },
    close() {
      waiting = false;
      socket?.destroy();
    },
  };
}
