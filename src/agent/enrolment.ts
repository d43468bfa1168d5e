import type { DeviceDescription } from '../probes/probe.ts';
import {
  type EnrolmentRequest,
  enrolmentReply,
  enrolmentType,
  parseEnrolmentString,
} from '../protocol/enrolment.ts';
import { postJws } from './endpoint.ts';
import { createIdentity, type Identity, type KeyProtector, openIdentity } from './identity.ts';
import { signCompact } from './jws.ts';
import type { Enrolment } from './settings.ts';

/** `detail` is technical and untranslated; the endpoint's own sentence where it gave one. */
export type EnrolmentOutcome =
  | { readonly ok: true; readonly enrolment: Enrolment }
  | {
      readonly ok: false;
      readonly reason: 'bad-string' | 'key-unavailable' | 'unreachable' | 'refused' | 'not-stored';
      readonly detail: string;
    };

export interface EnrolmentDeps {
  readonly folder: string;
  readonly keyProtector: KeyProtector;
  readonly description: DeviceDescription;
  readonly fetch?: typeof fetch;
}

/** Asks the endpoint to take this device in. The key of an earlier enrolment is used again: it stays the same device. */
export async function enrolDevice(enrolmentString: string, deps: EnrolmentDeps): Promise<EnrolmentOutcome> {
  const target = parseEnrolmentString(enrolmentString);
  if (target === null)
    return {
      ok: false,
      reason: 'bad-string',
      detail: 'It must look like deskward://127.0.0.1:PORT/?token=…, whole and unchanged.',
    };
  const opened = await usableIdentity(deps.folder, deps.keyProtector);
  if (!opened.ok) return { ok: false, reason: 'key-unavailable', detail: opened.detail };
  const request: EnrolmentRequest = { v: 1, token: target.token, description: deps.description };
  const header = { typ: enrolmentType, jwk: opened.identity.publicJwk };
  const jws = await signCompact(opened.identity, header, JSON.stringify(request));
  const url = `${target.origin}/api/v1/enrolments`;
  const answer = await postJws(deps.fetch ?? fetch, url, jws, enrolmentReply);
  if (answer.state === 'answered') return { ok: true, enrolment: { origin: target.origin, ...answer.body } };
  if (answer.state === 'refused') return { ok: false, reason: 'refused', detail: answer.refusal.message };
  return { ok: false, reason: 'unreachable', detail: answer.detail };
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
