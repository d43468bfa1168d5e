import type { FastifyInstance, RouteOptions } from 'fastify';
import * as z from 'zod';

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route, in the order in which it was added. */
    routeTable: RouteOptions[];
  }
}

/** Decoded to nothing. */
const nothingAsked = z.object({});

/** A route without schemas does not start: what comes in and what goes out is always decoded. */
export function useRouteTable(app: FastifyInstance): void {
  const table: RouteOptions[] = [];
  app.decorate('routeTable', table);
  app.addHook('onRoute', (route) => {
    const { body, response, params, querystring } = route.schema ?? {};
    if (response === undefined) throw new Error(`${route.method} ${route.url} has no schema for its reply`);
    if (/^(POST|PUT|PATCH)$/.test(String(route.method)) && body === undefined)
      throw new Error(`${route.method} ${route.url} has no schema for its body`);
    if (route.url.includes(':') && params === undefined)
      throw new Error(`${route.method} ${route.url} has no schema for its parameters`);
    // What is not described is not passed on: a handler that reads a query must declare it.
    if (querystring === undefined) route.schema = { ...route.schema, querystring: nothingAsked };
    table.push(route);
  });
}
