import type { DeviceDescription } from '../probes/probe.ts';
import {
  type EndpointAddress,
  type EnrolmentRequest,
  enrolmentReply,
  enrolmentType,
  parseEnrolmentString,
} from '../protocol/enrolment.ts';
import type { DistrustReason } from './check-certificate.ts';
import { Endpoint } from './endpoint.ts';
import { createIdentity, type KeyProtector, openIdentity } from './identity.ts';
import { signCompact } from './jws.ts';
import { describeError } from './log.ts';
import type { Identity } from './opened-identity.ts';
import type { FindProxies } from './proxies.ts';
import type { Enrolment } from './settings.ts';

/** `detail` is technical and untranslated; the endpoint's own sentence where it gave one. */
export type EnrolmentOutcome =
  | { readonly ok: true; readonly enrolment: Enrolment }
  | {
      readonly ok: false;
      readonly reason:
        | 'bad-string'
        | 'key-unavailable'
        | 'unreachable'
        | 'refused'
        | 'not-stored'
        | DistrustReason;
      readonly detail: string;
    };

export interface EnrolmentDeps {
  readonly folder: string;
  readonly keyProtector: KeyProtector;
  readonly description: DeviceDescription;
  readonly findProxies?: FindProxies;
}

/** Asks the endpoint to take this device in. The key of an earlier enrolment is used again: it stays the same device. */
export async function enrolDevice(enrolmentString: string, deps: EnrolmentDeps): Promise<EnrolmentOutcome> {
  const target = parseEnrolmentString(enrolmentString);
  if (target === null)
    return {
      ok: false,
      reason: 'bad-string',
      detail: 'It must look like deskward://HOST:PORT/?token=…&pin=sha256:…, whole and unchanged.',
    };
  const opened = await usableIdentity(deps.folder, deps.keyProtector);
  if (!opened.ok) return { ok: false, reason: 'key-unavailable', detail: opened.detail };
  const request: EnrolmentRequest = { v: 1, token: target.token, description: deps.description };
  try {
    return ask(target, await signedRequest(opened.identity, request), deps.findProxies);
  } catch (error) {
    return { ok: false, reason: 'key-unavailable', detail: describeError(error) };
  }
}

function signedRequest(identity: Identity, request: EnrolmentRequest): Promise<string> {
  const header = { typ: enrolmentType, jwk: identity.publicJwk };
  return signCompact(identity, header, JSON.stringify(request));
}

async function ask(
  { origin, pin }: EndpointAddress,
  jws: string,
  findProxies: FindProxies | undefined,
): Promise<EnrolmentOutcome> {
  const endpoint = new Endpoint({ origin, pin }, { ...(findProxies && { findProxies }) });
  const answer = await endpoint.post('/api/v1/enrolments', jws, enrolmentReply);
  endpoint.close();
  switch (answer.state) {
    case 'answered': {
      const { policyKey = null, bundleKeys = null } = answer.body;
      return { ok: true, enrolment: { ...answer.body, origin, pin, policyKey, bundleKeys } };
    }
    case 'refused':
      return { ok: false, reason: 'refused', detail: answer.refusal.message };
    case 'distrusted':
      return { ok: false, reason: answer.reason, detail: answer.detail };
    case 'unreached':
      return { ok: false, reason: 'unreachable', detail: answer.detail };
  }
}

/** A key that can't be read any more is of no use to anyone; a new one takes its place. */
async function usableIdentity(
  folder: string,
  protector: KeyProtector,
): Promise<{ ok: true; identity: Identity } | { ok: false; detail: string }> {
  const opened = await openIdentity(folder, protector);
  if (opened.ok || opened.reason === 'protected-elsewhere') return opened;
  return createIdentity(folder, protector);
}
