import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';

const STATUS_OF_CODE: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** The caller closed the connection during a request. */
const HUNG_UP: readonly unknown[] = ['ECONNRESET', 'HPE_INVALID_EOF_STATE'];

/**
 * Answers data that node:http could not parse as a request. There is no response object, so the bytes are written here.
 *
 * @returns what was sent; null when the caller has closed the connection
 */
export function refuseBrokenRequest(fault: NodeJS.ErrnoException, socket: Duplex) {
  if (HUNG_UP.includes(fault.code) || !socket.writable) {
    socket.destroy();
    return null;
  }
  const requestId = randomUUID();
  const status = STATUS_OF_CODE[fault.code ?? ''] ?? '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\nx-request-id: ${requestId}\r\n\r\n`);
  return { requestId, status: status.slice(0, 3) };
}
