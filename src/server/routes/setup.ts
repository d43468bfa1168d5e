import { timingSafeEqual } from 'node:crypto';
import { sessionState, setupRequest } from '../../protocol/session.ts';
import { refuse } from '../http/refusals.ts';
import { hashPassword } from '../people/passwords.ts';
import { hashSecret } from '../people/secret.ts';
import { beginSession } from '../people/session.ts';
import type { App, RouteDeps } from './deps.ts';
import { refusals } from './replies.ts';

const perAddress = { max: 10, timeWindow: '1 minute' };

/** The first visit, which makes the administrator. Whoever can read what the endpoint prints has the code. */
export function setupRoutes(app: App, { storage, clock, setupCode }: RouteDeps): void {
  app.post(
    '/api/v1/setup',
    {
      config: { open: true, rateLimit: perAddress },
      schema: { body: setupRequest, response: { 200: sessionState, ...refusals } },
    },
    async (request, reply) => {
      const { code, user, password } = request.body;
      if (await storage.hasUsers()) return refuse(reply, 'already-set-up');
      if (setupCode === null || !isSame(code, setupCode)) return refuse(reply, 'wrong-setup-code');
      const passwordHash = await hashPassword(password);
      // Asked again with the write: two people may follow the link at the same time.
      if (!(await storage.createFirstUser({ name: user, passwordHash })))
        return refuse(reply, 'already-set-up');
      await beginSession(reply, storage, user, clock());
      return reply.send({ user, needsSetup: false });
    },
  );
}

/** Hashes have one length, so the comparison tells nothing by its time. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(a)), Buffer.from(hashSecret(b)));
}
