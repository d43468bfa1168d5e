import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type SignOffRequest, signOffChange, signOffList, signOffRequest } from '../../protocol/sign-off.ts';
import { toSignOffRow } from '../fleet/sign-off-view.ts';
import { refuse } from '../http/refusals.ts';
import type { Storage } from '../storage/storage.ts';
import type { App, RouteDeps } from './deps.ts';
import { nothing, refusals } from './replies.ts';

const params = z.object({ id: z.string().max(80) });

/** Sign-offs (签离): begun, confirmed or called off, and kept. */
export function signOffRoutes(app: App, { storage, clock, events }: RouteDeps): void {
  app.get(
    '/api/v1/fleet/sign-offs',
    { schema: { response: { 200: signOffList, ...refusals } } },
    async () => {
      return { signOffs: (await storage.listSignOffs(null)).map(toSignOffRow) };
    },
  );
  app.post(
    '/api/v1/fleet/sign-offs',
    { schema: { body: signOffRequest, response: { 201: nothing, ...refusals } } },
    async (request, reply) => {
      const about = { by: request.person?.user ?? '', now: clock() };
      const devices = await devicesMeant(storage, request.body);
      const { reason } = request.body;
      const person = 'owner' in request.body ? request.body.owner : request.body.person;
      const outcomes = await Promise.all(
        devices.map((device) => storage.startSignOff({ device, id: randomUUID(), person, reason, ...about })),
      );
      for (const device of devices) events.changed(device);
      // Of a person's devices some may have been begun before; that one was asked for alone is said.
      const isBegun = outcomes.some(({ state }) => state === 'started');
      const [first = { state: 'refused', reason: 'not-found' } as const] = outcomes;
      return isBegun || first.state === 'started' ? reply.code(201).send(null) : refuse(reply, first.reason);
    },
  );
  app.put(
    '/api/v1/fleet/sign-offs/:id',
    { schema: { params, body: signOffChange, response: { 204: nothing, ...refusals } } },
    async (request, reply) => {
      const by = request.person?.user ?? '';
      const { state } = request.body;
      const outcome = await storage.endSignOff({ id: request.params.id, state, by, now: clock() });
      if (outcome.state === 'refused') return refuse(reply, outcome.reason);
      events.changed(outcome.device);
      return reply.code(204).send(null);
    },
  );
}

async function devicesMeant(storage: Storage, request: SignOffRequest): Promise<readonly string[]> {
  return 'owner' in request ? storage.devicesOfOwner(request.owner) : [request.device];
}
