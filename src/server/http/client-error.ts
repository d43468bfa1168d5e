import type { Socket } from 'node:net';
import { type RefusalCode, refusals } from './refusals.ts';

/** Bytes that are not HTTP, headers without end, or a request that never finishes: Node's codes. */
const codes: Readonly<Record<string, RefusalCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'too-slow',
  HPE_HEADER_OVERFLOW: 'too-large',
};

export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  // Before TLS stands there is nobody to say it to.
  const handshake = /^(ERR_SSL_|ERR_TLS_|EPROTO$)/.test(error.code ?? '');
  if (error.code === 'ECONNRESET' || handshake || !socket.writable) {
    socket.destroy();
    return;
  }
  const code = codes[error.code ?? ''] ?? 'invalid-request';
  const { status, message } = refusals[code];
  const body = JSON.stringify({ error: code, message });
  socket.end(
    `HTTP/1.1 ${status} ${code}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
