import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Storage } from '../storage/storage.ts';
import type { Person } from './person.ts';
import { hashSecret, newSecret } from './secret.ts';

export const sessionCookie = 'deskward-session';
/** Twelve hours: a working day, then a new sign-in (OWASP ASVS 3.3.2 for applications of this level). */
const lifetimeMs = 12 * 3600 * 1000;

/** Over plain HTTP, on loopback, a browser would not keep a cookie that is for TLS only. */
function cookieFor({ protocol }: FastifyRequest) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: protocol === 'https' } as const;
}

export async function beginSession(
  reply: FastifyReply,
  storage: Storage,
  user: string,
  now: number,
): Promise<void> {
  const secret = newSecret();
  await storage.createSession({
    hash: hashSecret(secret),
    user,
    createdAt: now,
    expiresAt: now + lifetimeMs,
  });
  reply.setCookie(sessionCookie, secret, { ...cookieFor(reply.request), maxAge: lifetimeMs / 1000 });
}

export function forgetCookie(reply: FastifyReply): void {
  reply.clearCookie(sessionCookie, cookieFor(reply.request));
}

/** @returns the person whose session cookie the request carries, or null. */
export async function findPerson(
  request: FastifyRequest,
  storage: Storage,
  now: number,
): Promise<Person | null> {
  const secret = request.cookies[sessionCookie];
  if (secret === undefined || secret === '') return null;
  const session = await storage.findSession(hashSecret(secret), now);
  return session === null ? null : { user: session.user, sessionHash: session.hash };
}
