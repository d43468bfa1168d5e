import type { DeviceDescription } from '../probes/probe.ts';
import {
  type EndpointAddress,
  type EnrolmentRequest,
  enrolmentReply,
  enrolmentType,
  type Leave,
  leaveType,
  parseEnrolmentString,
} from '../protocol/enrolment.ts';
import type { DistrustReason } from './check-certificate.ts';
import { Endpoint } from './endpoint.ts';
import { createIdentity, type KeyProtector, openIdentity, thumbprint } from './identity.ts';
import { signCompact } from './jws.ts';
import { keyBeside } from './key-beside.ts';
import { describeError } from './log.ts';
import type { Identity, OpenedIdentity } from './opened-identity.ts';
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
  /** This computer is to be a device of its own, with a key of its own; `was`: the one that it takes itself for until now. */
  readonly newKey?: { readonly was: Enrolment | null };
  readonly findProxies?: FindProxies;
}

/**
 * Asks the endpoint to take this device in. The key of an earlier enrolment is used again: it stays the same device. A key
 * of its own lies beside that one until the enrolment is stored and `takeUpKey` is called.
 */
export async function enrolDevice(enrolmentString: string, deps: EnrolmentDeps): Promise<EnrolmentOutcome> {
  const target = parseEnrolmentString(enrolmentString);
  if (target === null)
    return {
      ok: false,
      reason: 'bad-string',
      detail: 'It must look like deskward://HOST:PORT/?token=…&pin=sha256:…, whole and unchanged.',
    };
  const opened = await usableIdentity(deps);
  if (!opened.ok) return { ok: false, reason: 'key-unavailable', detail: opened.detail };
  const { identity } = opened;
  try {
    const { token } = target;
    const leaves = await leaveOf(deps, identity);
    const request = { v: 1, token, description: deps.description, ...(leaves && { leaves }) } as const;
    const outcome = await ask(target, await signedRequest(identity, request), deps.findProxies);
    if (!outcome.ok) return outcome;
    return { ok: true, enrolment: { ...outcome.enrolment, key: thumbprint(identity.publicJwk) } };
  } catch (error) {
    return { ok: false, reason: 'key-unavailable', detail: describeError(error) };
  }
}

/** @returns undefined where it was no device, or where its old key can't be used here. */
async function leaveOf(
  { folder, keyProtector, newKey }: EnrolmentDeps,
  identity: Identity,
): Promise<string | undefined> {
  if (newKey === undefined || newKey.was === null) return undefined;
  const old = await openIdentity(folder, keyProtector);
  if (!old.ok) return undefined;
  const { device } = newKey.was;
  const said: Leave = { v: 1, device, key: thumbprint(identity.publicJwk) };
  return signCompact(old.identity, { typ: leaveType, kid: device }, JSON.stringify(said));
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
      return { ok: true, enrolment: { ...answer.body, origin, pin, policyKey, bundleKeys, key: null } };
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
async function usableIdentity({ folder, keyProtector, newKey }: EnrolmentDeps): Promise<OpenedIdentity> {
  if (newKey !== undefined) return keyBeside(folder, keyProtector, 'own');
  const opened = await openIdentity(folder, keyProtector);
  if (opened.ok || opened.reason === 'protected-elsewhere') return opened;
  return createIdentity(folder, keyProtector);
}
