import type { Refusal } from '../../protocol/report.ts';

/** Every way in which the endpoint says no: the only place where its refusals are born. */
export const refusals = {
  'invalid-request': { status: 400, message: 'The request does not have the expected shape.' },
  'invalid-cursor': { status: 400, message: 'This page mark is of another list. Read the first page again.' },
  'not-a-jws': { status: 400, message: 'Send one compact JWS with content type application/jose.' },
  'wrong-header': {
    status: 400,
    message: 'The JWS header is not the one of this message: ES256, its type, and nothing else.',
  },
  'invalid-key': { status: 400, message: 'The key in the header is not a P-256 public key.' },
  'invalid-enrolment': { status: 400, message: 'The enrolment does not have the expected shape.' },
  'invalid-report': { status: 400, message: 'The report does not have the expected shape.' },
  'invalid-statement': { status: 400, message: 'The statement does not have the expected shape.' },
  'wrong-device': { status: 400, message: 'The report names another device than the key that signed it.' },
  'bad-signature': { status: 401, message: 'The signature does not fit. Nothing was stored.' },
  'unknown-device': {
    status: 401,
    message: 'No device of this name is enrolled here. Enrol it with a token.',
  },
  'retired-key': {
    status: 401,
    message:
      'The device has another key since. If this computer is a copy of it, enrol it with deskward enrol --new-key and a new string.',
  },
  'not-signed-in': { status: 401, message: 'Sign in first.' },
  'wrong-password': { status: 401, message: 'The name or the password is wrong.' },
  'token-unknown': { status: 403, message: 'This enrolment token is not known. Ask IT for a new one.' },
  'token-expired': { status: 403, message: 'This enrolment token has expired. Ask IT for a new one.' },
  'token-revoked': { status: 403, message: 'This enrolment token was revoked. Ask IT for a new one.' },
  'token-used-up': { status: 403, message: 'This enrolment token was used up. Ask IT for a new one.' },
  'device-revoked': {
    status: 403,
    message: 'IT has taken this device out. Ask IT before it can report again.',
  },
  'wrong-setup-code': {
    status: 403,
    message: 'Open the set-up link that the endpoint printed at its last start.',
  },
  'wrong-origin': { status: 403, message: 'This request came from the page of another site.' },
  'no-policy': { status: 404, message: 'There is no policy of this version for this device now.' },
  'not-found': { status: 404, message: 'There is nothing at this address.' },
  'too-slow': { status: 408, message: 'The request took too long. Send it again.' },
  'already-enrolled': {
    status: 409,
    message: 'This device has already enrolled with this token. Ask IT for a new one to enrol it anew.',
  },
  'key-taken': { status: 409, message: 'A device has or had this key. Make another one.' },
  'already-set-up': { status: 409, message: 'An administrator already exists. Sign in instead.' },
  'stale-epoch': {
    status: 409,
    message:
      'The device has enrolled anew since this report was made. If this computer did not, another one has its key: ask IT.',
  },
  'unknown-epoch': {
    status: 409,
    message: 'The device has not enrolled for this epoch here. Enrol it anew.',
  },
  'changed-meanwhile': {
    status: 409,
    message: 'Somebody else has changed this meanwhile. Look at it again before you change it.',
  },
  'sign-off-pending': { status: 409, message: 'The sign-off of this device has already begun.' },
  'signed-off': {
    status: 410,
    message: 'This device has been signed off. It can join again only with a new key and a new token.',
  },
  'policy-key-elsewhere': {
    status: 409,
    message:
      'The key that signs policies is not on this endpoint. Sign where it is kept, then publish with deskward-server publish-policy.',
  },
  'policy-unusable': {
    status: 409,
    message: 'Its limits are not ones that this version of Deskward understands. Publish a policy by hand.',
  },
  'sequence-conflict': { status: 409, message: 'Another report with this number is already stored.' },
  'too-large': { status: 413, message: 'The request is larger than any that a device or a page sends.' },
  'unsupported-media-type': { status: 415, message: 'This content type is not accepted here.' },
  'misdirected-host': { status: 421, message: 'This endpoint does not answer to that host name.' },
  'too-many-requests': { status: 429, message: 'Too many requests. Wait as long as Retry-After says.' },
  internal: { status: 500, message: 'The endpoint made an error; its log has the details. Try again later.' },
  'storage-unavailable': { status: 503, message: 'The endpoint cannot write to its disk. Try again later.' },
  'page-not-built': { status: 503, message: 'The page is not built. Run `npm run build`, then reload.' },
} as const satisfies Record<string, { status: number; message: string }>;

export type RefusalCode = keyof typeof refusals;

interface Replier {
  code(status: number): { send(body: unknown): unknown };
}

/** Ends the request with `{ error, message }`; `detail` says where the input is wrong. */
export function refuse<Reply extends Replier>(
  reply: Reply,
  code: RefusalCode,
  detail?: string,
  more: Partial<Refusal> = {},
): Reply {
  const { status, message } = refusals[code];
  const told = detail === undefined ? message : `${message} ${detail}`;
  reply.code(status).send({ ...more, error: code, message: told });
  return reply;
}
