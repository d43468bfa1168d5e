import { LogController } from 'fastify';

/** What must never stand in a log, wherever it is logged from (pino's `redact`). */
export const redactedPaths = ['password', 'token', 'code', 'jws', 'cookie', 'authorization'].flatMap(
  (name) => [name, `*.${name}`, `*.headers.${name}`],
);

/** The hottest route writes no line for what goes well: what became of a report stands in the storage. */
export const quietReports = new LogController({
  disableRequestLogging: (request) => request.url === '/api/v1/reports',
});
