import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { FastifyServerFactory } from 'fastify';
import type { TlsIdentity } from '../tls/identity.ts';

export interface ServerLimits {
  /** Null: plain HTTP, for this computer alone. */
  readonly tls: TlsIdentity | null;
  /** Milliseconds in which a request must have arrived whole. */
  readonly requestTimeoutMs: number;
}

/** Seconds for which a device may take up its TLS session again: reports are an hour apart, and it halves their bytes. */
const sessionSeconds = 24 * 3600;

/** A server that waits for nobody: handshake, headers, body and reading the answer each have their time. */
export function makeServer({ tls, requestTimeoutMs }: ServerLimits): FastifyServerFactory<Server> {
  // Node's own is 60 s, and where it is the longer of the two, Node swaps them (src/node_http_parser.cc, Expired).
  const headersTimeout = Math.min(10_000, requestTimeoutMs);
  const limits = {
    headersTimeout,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: 72_000,
    // Node looks for slow requests once in this time; its default of 30 s would double the limit.
    connectionsCheckingInterval: Math.min(5000, requestTimeoutMs),
  };
  return (handler) => {
    const server =
      tls === null
        ? createServer(limits, handler)
        : createSecureServer(
            {
              ...limits,
              cert: tls.certificate,
              key: tls.key,
              minVersion: 'TLSv1.2',
              // Node's own is two minutes.
              handshakeTimeout: headersTimeout,
              sessionTimeout: sessionSeconds,
            },
            handler,
          );
    // A socket on which nothing moves, such as one whose client does not read its answer. Event streams beat faster.
    server.setTimeout(2 * requestTimeoutMs);
    return server;
  };
}
