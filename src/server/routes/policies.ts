import * as z from 'zod';
import { policyChange, policyList, takeBackRequest, takenBack } from '../../protocol/fleet-policy.ts';
import { toPolicyList } from '../fleet/policy-view.ts';
import { refuse } from '../http/refusals.ts';
import { takeBack } from '../policy/take-back.ts';
import type { App, RouteDeps } from './deps.ts';
import { nothing, refusals } from './replies.ts';

const params = z.object({ version: z.coerce.number().int().positive() });

/** The published policies: how far each got, and what IT does with its roll-out. */
export function policyRoutes(app: App, { storage, clock, policyKey }: RouteDeps): void {
  app.get('/api/v1/fleet/policies', { schema: { response: { 200: policyList, ...refusals } } }, async () => {
    const [policies, held] = await Promise.all([storage.listPolicies(), storage.countHeldPolicies()]);
    return toPolicyList(policies, held, policyKey() !== null);
  });
  app.put(
    '/api/v1/fleet/policies/:version',
    { schema: { params, body: policyChange, response: { 204: nothing, ...refusals } } },
    async (request, reply) => {
      const by = request.person?.user ?? '';
      const change = { ...request.params, ...request.body, by, now: clock() };
      const outcome = await storage.changePolicy(change);
      return outcome.state === 'changed' ? reply.code(204).send(null) : refuse(reply, outcome.reason);
    },
  );
  app.post(
    '/api/v1/fleet/policies/:version/take-back',
    { schema: { params, body: takeBackRequest, response: { 201: takenBack, ...refusals } } },
    async (request, reply) => {
      const by = request.person?.user ?? '';
      const wish = { ...request.params, ...request.body, by, now: clock() };
      const outcome = await takeBack(storage, policyKey(), wish);
      if (outcome.state === 'refused') return refuse(reply, outcome.reason);
      return reply.code(201).send({ version: outcome.version });
    },
  );
}
