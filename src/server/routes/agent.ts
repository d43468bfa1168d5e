import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { enrolmentReply } from '../../protocol/enrolment.ts';
import { rotationReply } from '../../protocol/key-rotation.ts';
import { policyReply } from '../../protocol/policy.ts';
import { acknowledgement, maxReportBytes } from '../../protocol/report.ts';
import { statementReceipt } from '../../protocol/statement.ts';
import { type RefusalCode, refuse } from '../http/refusals.ts';
import type { Taken } from '../ingest/ingest.ts';
import type { App, RouteDeps } from './deps.ts';
import { refusals } from './replies.ts';

const jws = z.string().min(1);

/** A company may unpack a hundred computers at once behind one address; a guesser of tokens gets nowhere with it. */
const enrolmentLimit = { max: 600, timeWindow: '1 minute' };
/**
 * A device that drains a year's outbox sends some thousand reports; one that never stops must not fill the disk.
 * The first part of the JWS names the device, and the address is in the key so that nobody can use up another's.
 */
const reportLimit = {
  max: 6000,
  timeWindow: '1 minute',
  hook: 'preHandler' as const,
  keyGenerator: ({ ip, body }: FastifyRequest) =>
    typeof body === 'string' ? ip + body.slice(0, Math.min(body.indexOf('.'), 400)) : ip,
};

/** A person writes few of them; a whole company behind one address may write some. */
const statementLimit = { ...reportLimit, max: 60 };

/**
 * Bytes that no device of ours sends, from one address: a flood of them must not cost a verification each. A whole
 * company behind one address is not slowed down by it, as long as its devices are enrolled.
 */
const refusedLimit = {
  max: 600,
  timeWindow: '1 minute',
  keyGenerator: ({ ip }: FastifyRequest) => `refused ${ip}`,
};

/** What devices call. Open, as a device has no session: its signature is its proof. */
export function agentRoutes(app: App, { ingest }: RouteDeps): void {
  const refused = app.createRateLimit(refusedLimit);
  // Before the body is read.
  app.addHook('onRequest', async (request, reply) => {
    const tried = await refused(request, { increment: false });
    if (tried.isAllowed || tried.remaining > 0) return;
    reply.header('retry-after', tried.ttlInSeconds);
    return refuse(reply, 'too-many-requests');
  });
  app.addHook('onResponse', (request, reply, done) => {
    if (reply.statusCode >= 400 && reply.statusCode < 429) void refused(request).then(() => done(), done);
    else done();
  });
  app.removeAllContentTypeParsers();
  // A logger of its own for each request costs more than storing the report; nothing of ours needs its number.
  app.setChildLoggerFactory((logger) => logger);
  app.addContentTypeParser(
    'application/jose',
    { parseAs: 'string', bodyLimit: maxReportBytes },
    (_request, body, done) => done(null, body),
  );
  app.post(
    '/api/v1/enrolments',
    {
      config: { open: true, rateLimit: enrolmentLimit },
      schema: { body: jws, response: { 201: enrolmentReply, ...refusals } },
    },
    async (request, reply) => answer(request, reply, 201, await ingest.enrol(request.body)),
  );
  app.post(
    '/api/v1/reports',
    {
      config: { open: true, rateLimit: reportLimit },
      schema: { body: jws, response: { 200: acknowledgement, ...refusals } },
    },
    async (request, reply) => answer(request, reply, 200, await ingest.report(request.body)),
  );
  app.post(
    '/api/v1/statements',
    {
      config: { open: true, rateLimit: statementLimit },
      schema: { body: jws, response: { 200: statementReceipt, ...refusals } },
    },
    async (request, reply) => answer(request, reply, 200, await ingest.statement(request.body)),
  );
  app.post(
    '/api/v1/key',
    {
      config: { open: true, rateLimit: statementLimit },
      schema: { body: jws, response: { 200: rotationReply, ...refusals } },
    },
    async (request, reply) => answer(request, reply, 200, await ingest.changeKey(request.body)),
  );
  app.post(
    '/api/v1/policy',
    {
      config: { open: true, rateLimit: reportLimit },
      schema: { body: jws, response: { 200: policyReply, ...refusals } },
    },
    async (request, reply) => answer(request, reply, 200, await ingest.policy(request.body)),
  );
}

function answer<Body>(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  taken: Taken<Body>,
): FastifyReply {
  if (taken.ok) return reply.code(status).send(taken.body);
  // Only the code: what was sent is neither trusted nor harmless to repeat.
  request.log.warn({ refusal: taken.refusal satisfies RefusalCode, ip: request.ip }, 'refused a device');
  return refuse(reply, taken.refusal, taken.detail, taken.told);
}
