import * as z from 'zod';
import { formatEnrolmentString } from '../../protocol/enrolment.ts';
import { formatEnrolmentFile } from '../../protocol/enrolment-file.ts';
import { newToken, tokenList, tokenRequest } from '../../protocol/token.ts';
import { refuse } from '../http/refusals.ts';
import { makeToken } from '../people/make-token.ts';
import type { Storage } from '../storage/storage.ts';
import type { App, RouteDeps } from './deps.ts';
import { nothing, refusals } from './replies.ts';

/** Enrolment tokens: made, listed while they can still enrol a device, revoked. */
export function tokenRoutes(app: App, { storage, clock }: RouteDeps): void {
  app.post(
    '/api/v1/tokens',
    { schema: { body: tokenRequest, response: { 201: newToken, ...refusals } } },
    async (request, reply) => {
      const made = await makeToken(storage, request.body, request.person?.user ?? '', clock());
      const enrolmentString = await enrolmentStringFor(made.token, storage);
      const keys = await storage.findBundleKeys();
      const file = keys && formatEnrolmentFile(enrolmentString, keys);
      return reply.code(201).send({ ...made, enrolmentString, file });
    },
  );
  app.get('/api/v1/tokens', { schema: { response: { 200: tokenList, ...refusals } } }, async () => {
    const tokens = await storage.listTokens(clock());
    return {
      tokens: tokens.map(({ madeAt, expiresAt, ...token }) => ({
        ...token,
        madeAt: new Date(madeAt).toISOString(),
        expiresAt: new Date(expiresAt).toISOString(),
      })),
    };
  });
  app.delete(
    '/api/v1/tokens/:id',
    {
      schema: { params: z.object({ id: z.string().max(80) }), response: { 204: nothing, ...refusals } },
    },
    async (request, reply) => {
      if (!(await storage.revokeToken(request.params.id))) return refuse(reply, 'not-found');
      return reply.code(204).send(null);
    },
  );
}

/** By where the endpoint is for devices, which may be another name than the one that this browser used. */
async function enrolmentStringFor(token: string, storage: Storage): Promise<string> {
  const address = await storage.findAddress();
  if (address === null) throw new Error('An endpoint that was asked has kept where it listens.');
  return formatEnrolmentString(address.host, address.port, token, address.pin);
}
