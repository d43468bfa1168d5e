import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isLoopback } from '../../protocol/loopback.ts';
import type { Person } from '../people/person.ts';
import { findPerson } from '../people/session.ts';
import type { Storage } from '../storage/storage.ts';
import { refuse } from './refusals.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Reachable without a session. Everything that does not say so is for signed-in people only. */
    open?: boolean;
  }
  interface FastifyRequest {
    /** Null on the routes that are open to everyone. */
    person: Person | null;
  }
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A page of another site can point its own name at 127.0.0.1 (DNS rebinding); its requests still carry that name.
 * An address that only this machine can reach must therefore not answer to it. Over TLS that page gets no further than
 * the certificate, which is not made out for its name.
 */
export function useHostGuard(app: FastifyInstance, onlyLoopback: boolean): void {
  app.addHook('onRequest', (request, reply, done) => {
    const host = request.headers.host ?? '';
    if (onlyLoopback && !isLoopback(host.replace(/:\d+$/, ''))) refuse(reply, 'misdirected-host');
    else if (comesFromElsewhere(request, host)) refuse(reply, 'wrong-origin');
    else done();
  });
}

/** Browsers send Origin with every unsafe request (Fetch standard, 3.2); a program without one carries no cookie. */
function comesFromElsewhere(request: FastifyRequest, host: string): boolean {
  if (safeMethods.has(request.method)) return false;
  const { origin } = request.headers;
  if (origin !== undefined) return origin !== `${request.protocol}://${host}`;
  const site = request.headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

/** Deny by default: a route of this scope is open only where it says so itself. */
export function useSessionGuard(scope: FastifyInstance, storage: Storage, clock: () => number): void {
  scope.decorateRequest('person', null);
  scope.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.routeOptions.config.open === true) return;
    request.person = await findPerson(request, storage, clock());
    reply.header('cache-control', 'no-store');
    if (request.person === null) return refuse(reply, 'not-signed-in');
  });
}
