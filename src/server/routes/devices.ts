import * as z from 'zod';
import { assignmentChange, configurationAcceptance, deviceAssignment } from '../../protocol/assignment.ts';
import { refuse } from '../http/refusals.ts';
import type { App, RouteDeps } from './deps.ts';
import { refusals } from './replies.ts';

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
}
