import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { refuse } from '../http/refusals.ts';
import type { App, RouteDeps } from './deps.ts';
import { bytes, refusals } from './replies.ts';

/** One file name without a folder: nothing else of the disk has an address. */
const file = z.string().regex(/^[a-z0-9][a-z0-9-]*\.(js|css|svg|png|ico)$/);

/** IT's page itself: open, as it holds no data until somebody signs in. */
export function pageRoutes(app: App, { pageFolder }: RouteDeps): void {
  app.register(fastifyStatic, {
    root: pageFolder,
    serve: false,
    cacheControl: false,
    suppressWarning: true,
    // The build puts a compressed twin beside what is large.
    preCompressed: true,
  });
  const send = (reply: FastifyReply, name: string) =>
    existsSync(join(pageFolder, name)) ? reply.header('cache-control', 'no-cache').sendFile(name) : undefined;
  app.get(
    '/',
    { config: { open: true }, schema: { response: { 200: bytes, ...refusals } } },
    async (_request, reply) => send(reply, 'index.html') ?? refuse(reply, 'page-not-built'),
  );
  app.get(
    '/:file',
    { config: { open: true }, schema: { params: z.object({ file }), response: { 200: bytes, ...refusals } } },
    async (request, reply) => send(reply, request.params.file) ?? refuse(reply, 'not-found'),
  );
}
