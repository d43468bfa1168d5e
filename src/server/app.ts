import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { answerClientError } from './http/client-error.ts';
import { answer, useErrorHandler } from './http/error-handler.ts';
import { useHostGuard, useSessionGuard } from './http/guards.ts';
import { makeServer } from './http/make-server.ts';
import { quietReports } from './http/request-log.ts';
import { useRouteTable } from './http/route-table.ts';
import { useZodSchemas, type ZodTypeProvider } from './http/zod-compilers.ts';
import { openIngest } from './ingest/open-ingest.ts';
import { FleetEvents } from './live/fleet-events.ts';
import { agentRoutes } from './routes/agent.ts';
import type { App, RouteDeps } from './routes/deps.ts';
import { deviceRoutes } from './routes/devices.ts';
import { eventRoutes } from './routes/events.ts';
import { fleetRoutes } from './routes/fleet.ts';
import { pageRoutes } from './routes/page.ts';
import { policyRoutes } from './routes/policies.ts';
import { sessionRoutes } from './routes/session.ts';
import { setupRoutes } from './routes/setup.ts';
import { signOffRoutes } from './routes/sign-offs.ts';
import { statementRoutes } from './routes/statements.ts';
import { tokenRoutes } from './routes/tokens.ts';
import type { Storage } from './storage/storage.ts';
import type { TlsIdentity } from './tls/identity.ts';

export interface AppDeps {
  /** Stays the caller's to close, after the app. */
  readonly storage: Storage;
  /** Folder of the built page. */
  readonly pageFolder: string;
  /** The code of the set-up link; null where an administrator exists already. */
  readonly setupCode: string | null;
  /** @returns the private half of the policy key, PEM; null, as where this is missing: it is kept elsewhere. */
  readonly policyKey?: () => string | null;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  readonly logger?: FastifyServerOptions['logger'];
  /** Null or missing: plain HTTP, which must not leave this computer. */
  readonly tls?: TlsIdentity | null;
  /** Milliseconds in which a request must have arrived whole. */
  readonly requestTimeoutMs?: number;
}

/** Bytes of a body on routes that do not say otherwise. */
const bodyLimit = 16 * 1024;

/** Nothing inline, nothing from elsewhere, in nobody's frame. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
};

/** The endpoint, ready to listen or to be asked by `inject`. */
export async function buildApp(deps: AppDeps): Promise<App> {
  const app = createServer(deps);
  // JSON alone: what a form or a plain-text request of another site can send is not read at all.
  app.removeContentTypeParser('text/plain');
  useRouteTable(app);
  useZodSchemas(app);
  useErrorHandler(app);
  useHostGuard(app, deps.tls == null);
  await app.register(rateLimit, {
    max: 1200,
    timeWindow: '1 minute',
    addHeadersOnExceeding: noLimitHeaders,
    addHeaders: { ...noLimitHeaders, 'retry-after': true },
  });
  const routes = routeDeps(deps);
  await app.register(async (scope) => agentRoutes(scope.withTypeProvider<ZodTypeProvider>(), routes));
  await app.register(async (scope) => addPeople(scope, routes));
  // Open event streams must not keep a stopping endpoint alive.
  app.addHook('preClose', async () => routes.events.close());
  return app;
}

/** Everything that a browser meets: cookies, security headers, and a session wherever a route is not open. */
async function addPeople(scope: FastifyInstance, routes: RouteDeps): Promise<void> {
  await scope.register(cookie);
  // No HSTS: it would hold for every other service of that computer too, and no plain HTTP answers here anyway.
  const referrerPolicy = { policy: 'no-referrer' as const };
  await scope.register(helmet, { contentSecurityPolicy, referrerPolicy, hsts: false });
  useSessionGuard(scope, routes.storage, routes.clock);
  const groups = [
    sessionRoutes,
    setupRoutes,
    fleetRoutes,
    deviceRoutes,
    statementRoutes,
    signOffRoutes,
    policyRoutes,
    eventRoutes,
    tokenRoutes,
    pageRoutes,
  ];
  for (const add of groups)
    await scope.register(async (inner) => add(inner.withTypeProvider<ZodTypeProvider>(), routes));
}

/** How much is left is of use to a guesser only; Retry-After is for everyone. */
const noLimitHeaders = {
  'x-ratelimit-limit': false,
  'x-ratelimit-remaining': false,
  'x-ratelimit-reset': false,
};

function createServer({ logger = false, tls = null, requestTimeoutMs = 30_000 }: AppDeps): App {
  return fastify({
    logger,
    logController: quietReports,
    bodyLimit,
    exposeHeadRoutes: false,
    serverFactory: makeServer({ tls, requestTimeoutMs }),
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => void answer(error, request, reply),
  }).withTypeProvider<ZodTypeProvider>();
}

function routeDeps(deps: AppDeps): RouteDeps {
  const { storage, pageFolder, setupCode, clock = Date.now, policyKey = () => null } = deps;
  const events = new FleetEvents();
  const ingest = openIngest(storage, clock, (device) => events.changed(device));
  return { storage, ingest, events, clock, setupCode, policyKey, pageFolder };
}
