import type { FastifyRequest } from 'fastify';
import { sessionState, signInRequest } from '../../protocol/session.ts';
import { refuse } from '../http/refusals.ts';
import { checkPassword } from '../people/passwords.ts';
import { beginSession, findPerson, forgetCookie } from '../people/session.ts';
import type { App, RouteDeps } from './deps.ts';
import { nothing, refusals } from './replies.ts';

/** Guessing passwords: ten tries a minute from one address, and a hundred an hour at one account (ASVS 2.2.1). */
const perAddress = { max: 10, timeWindow: '1 minute' };
const perAccount = { max: 100, timeWindow: '1 hour', keyGenerator: accountOf };

const path = '/api/v1/session';
const response = { 200: sessionState, ...refusals };

/** Signing in and out. */
export function sessionRoutes(app: App, { storage, clock, events }: RouteDeps): void {
  const failures = app.createRateLimit(perAccount);
  app.get(path, { config: { open: true }, schema: { response } }, async (request) => {
    const person = await findPerson(request, storage, clock());
    return { user: person?.user ?? null, needsSetup: !(await storage.hasUsers()) };
  });
  app.post(
    path,
    { config: { open: true, rateLimit: perAddress }, schema: { body: signInRequest, response } },
    async (request, reply) => {
      const tried = await failures(request, { increment: false });
      if (!tried.isAllowed && tried.remaining === 0) return refuse(reply, 'too-many-requests');
      const user = await storage.findUser(request.body.user);
      const fits = await checkPassword(user?.passwordHash ?? null, request.body.password);
      if (user === null || !fits) {
        await failures(request);
        return refuse(reply, 'wrong-password');
      }
      await beginSession(reply, storage, user.name, clock());
      return reply.send({ user: user.name, needsSetup: false });
    },
  );
  app.delete(path, { schema: { response: { 204: nothing, ...refusals } } }, async (request, reply) => {
    const hash = request.person?.sessionHash ?? '';
    await storage.deleteSession(hash);
    events.endSession(hash);
    forgetCookie(reply);
    return reply.code(204).send(null);
  });
}

function accountOf(request: FastifyRequest): string {
  const body = signInRequest.safeParse(request.body);
  return `account ${body.success ? body.data.user.normalize('NFKC').toLowerCase() : ''}`;
}
