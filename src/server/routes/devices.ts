import * as z from 'zod';
import { assignmentChange, configurationAcceptance, deviceAssignment } from '../../protocol/assignment.ts';
import { secondHistoryEnd } from '../../protocol/second-history.ts';
import { refuse } from '../http/refusals.ts';
import type { App, RouteDeps } from './deps.ts';
import { nothing, refusals } from './replies.ts';

const params = z.object({ device: z.string().max(80) });

/** What IT does with one device. */
export function deviceRoutes(app: App, { storage, clock, events }: RouteDeps): void {
  app.put(
    '/api/v1/fleet/devices/:device/assignment',
    { schema: { params, body: assignmentChange, response: { 200: deviceAssignment, ...refusals } } },
    async (request, reply) => {
      const { device } = request.params;
      const by = request.person?.user ?? '';
      const outcome = await storage.assign({ device, change: request.body, by, now: clock() });
      if (outcome.state === 'refused') return refuse(reply, outcome.reason);
      events.changed(device);
      return reply.send(outcome.assignment);
    },
  );
  app.put(
    '/api/v1/fleet/devices/:device/accepted-configuration',
    { schema: { params, body: configurationAcceptance, response: { 200: deviceAssignment, ...refusals } } },
    async (request, reply) => {
      const { device } = request.params;
      const by = request.person?.user ?? '';
      const outcome = await storage.acceptConfiguration({ device, ...request.body, by, now: clock() });
      if (outcome.state === 'refused') return refuse(reply, outcome.reason);
      events.changed(device);
      return reply.send(outcome.assignment);
    },
  );
  app.put(
    '/api/v1/fleet/second-histories/:number',
    {
      schema: {
        params: z.object({ number: z.coerce.number().int() }),
        body: secondHistoryEnd,
        response: { 204: nothing, ...refusals },
      },
    },
    async (request, reply) => {
      const { number } = request.params;
      const by = request.person?.user ?? '';
      const outcome = await storage.endSecondHistory({ number, by, now: clock() });
      if (outcome.state === 'refused') return refuse(reply, outcome.reason);
      events.changed(outcome.device);
      return reply.code(204).send(null);
    },
  );
}
