import * as z from 'zod';
import { deviceDetail, devicePage, deviceQuery, fleetSummary } from '../../protocol/fleet.ts';
import { decodeCursor, encodeCursor } from '../fleet/cursor.ts';
import { toDetail, toRow } from '../fleet/device-view.ts';
import { silentBefore } from '../fleet/silence.ts';
import { summarize } from '../fleet/summary.ts';
import { refuse } from '../http/refusals.ts';
import type { App, RouteDeps } from './deps.ts';
import { refusals } from './replies.ts';

/** What IT's page reads. */
export function fleetRoutes(app: App, { storage, clock }: RouteDeps): void {
  app.get('/api/v1/fleet/summary', { schema: { response: { 200: fleetSummary, ...refusals } } }, async () => {
    const now = clock();
    return summarize(await storage.countFleet(silentBefore(now)), now);
  });
  app.get(
    '/api/v1/fleet/devices',
    { schema: { querystring: deviceQuery, response: { 200: devicePage, ...refusals } } },
    async (request, reply) => {
      const now = clock();
      const { after, ...query } = request.query;
      const cursor = after === undefined ? null : decodeCursor(after, query);
      if (after !== undefined && cursor === null) return refuse(reply, 'invalid-cursor');
      const list = await storage.listDevices({ ...query, after: cursor, silentBefore: silentBefore(now) });
      const next = list.next === null ? null : encodeCursor(list.next);
      return reply.send({
        devices: list.devices.map((device) => toRow(device, now)),
        matches: list.matches,
        next,
      });
    },
  );
  app.get(
    '/api/v1/fleet/devices/:device',
    {
      schema: {
        params: z.object({ device: z.string().max(80) }),
        response: { 200: deviceDetail, ...refusals },
      },
    },
    async (request, reply) => {
      const device = await storage.findDevice(request.params.device);
      if (device === null) return refuse(reply, 'not-found');
      return reply.send(toDetail(device, await storage.listSignOffs(device.device), clock()));
    },
  );
}
