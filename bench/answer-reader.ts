/** One HTTP/1.1 answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

const HEAD_END = '\r\n\r\n';
const LAST_CHUNK = '\r\n0\r\n\r\n';

/**
 * Reads the one answer that a connection waits for; null while it is not whole yet. It reads what the variants of this
 * benchmark send – a length or chunks – and is a good deal cheaper than a general client, whose cost would be measured.
 *
 * @param text what has come in, one character a byte
 * @throws Error when it is no such answer, or goes on behind its end
 */
export function readAnswer(text: string): HttpAnswer | null {
  const headEnd = text.indexOf(HEAD_END);
  if (headEnd === -1) return null;
  const head = text.slice(0, headEnd);
  const body = text.slice(headEnd + HEAD_END.length);
  const status = Number(head.slice(9, 12));

  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    if (body.length < Number(length)) return null;
    if (body.length > Number(length)) throw new Error('An answer goes on behind its end');
    return { status, body };
  }
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) throw new Error('An answer has neither length nor chunks');
  return body.endsWith(LAST_CHUNK) ? { status, body } : null;
}
