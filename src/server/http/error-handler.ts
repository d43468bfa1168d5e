import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { StorageUnavailable } from '../storage/storage.ts';
import { type RefusalCode, refusals, refuse } from './refusals.ts';

/** Fastify's own codes, in the endpoint's words; see https://fastify.dev/docs/latest/Reference/Errors/. */
const codes: Readonly<Record<string, RefusalCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid-request',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid-request',
  FST_ERR_CTP_EMPTY_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid-request',
  FST_ERR_BAD_URL: 'invalid-request',
  FST_ERR_MAX_PARAM_LENGTH: 'not-found',
};

/** Every refusal leaves as `{ error, message }`; what went wrong inside stays in the log. */
export function useErrorHandler(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => answer(error, request, reply));
  app.setNotFoundHandler((_request, reply) => refuse(reply, 'not-found'));
}

/** For errors that Fastify finds before a route is known, such as an address that cannot be decoded. */
export function answer(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error.code === 'FST_ERR_VALIDATION') return refuse(reply, 'invalid-request', error.message);
  const code = codeOf(error);
  if (refusals[code].status >= 500) request.log.error({ err: error }, 'request failed');
  return refuse(reply, code);
}

function codeOf(error: FastifyError): RefusalCode {
  const known = codes[error.code];
  if (known !== undefined) return known;
  if (error instanceof StorageUnavailable) return 'storage-unavailable';
  if (error.statusCode === 429) return 'too-many-requests';
  if (error.statusCode !== undefined && error.statusCode < 500) return 'invalid-request';
  return 'internal';
}
