import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from '../http/zod-compilers.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { FleetEvents } from '../live/fleet-events.ts';
import type { Storage } from '../storage/storage.ts';

/** What routes are built with. */
export interface RouteDeps {
  readonly storage: Storage;
  readonly ingest: Ingest;
  readonly events: FleetEvents;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** The code of the set-up link: of no use once an administrator exists. Null where one existed at the start. */
  readonly setupCode: string | null;
  /** @returns the private half of the policy key, PEM; null where it is kept elsewhere. */
  readonly policyKey: () => string | null;
  /** Folder of the built page. */
  readonly pageFolder: string;
}

/** An app whose handlers know their types from the zod schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse<IncomingMessage>,
  FastifyBaseLogger,
  ZodTypeProvider
>;
