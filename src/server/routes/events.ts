import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import { type FleetEvent, fleetEvent } from '../../protocol/fleet.ts';
import type { App, RouteDeps } from './deps.ts';
import { refusals } from './replies.ts';

/** Milliseconds between two signs of life of an open stream, at which its session is looked up again. */
const beatMs = 5000;
/** Bytes that a page may be behind. A page that reads too slowly is cut off, and reads anew when it reconnects. */
const maxBacklog = 1024 * 1024;

/** Server-sent events (HTML standard, 9.2): one `changed` for each device with something new. */
export function eventRoutes(app: App, { storage, clock, events }: RouteDeps): void {
  app.get(
    '/api/v1/fleet/events',
    { schema: { response: { 200: fleetEvent.describe('data of one event'), ...refusals } } },
    async (request, reply) => {
      const sessionHash = request.person?.sessionHash ?? '';
      const stream = openStream(reply);
      const stop = events.listen({
        sessionHash,
        changed: (devices) => send(stream, devices.map(asEvent).join('')),
        end: () => stream.end(),
      });
      const beat = setInterval(async () => {
        const session = await storage.findSession(sessionHash, clock()).catch(() => null);
        if (session === null) stream.end();
        else send(stream, ': here\n\n');
      }, beatMs);
      stream.once('close', () => {
        clearInterval(beat);
        stop();
      });
    },
  );
}

function openStream(reply: FastifyReply): ServerResponse {
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value);
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
  reply.raw.write(': connected\n\n');
  return reply.raw;
}

function asEvent(device: string): string {
  const event: FleetEvent = { device };
  return `event: changed\ndata: ${JSON.stringify(event)}\n\n`;
}

function send(stream: ServerResponse, text: string): void {
  if (stream.writableLength > maxBacklog) stream.destroy();
  else stream.write(text);
}
