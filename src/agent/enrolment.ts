import { type EndpointAddress, enrolmentReply, parseEnrolmentString } from '../protocol/enrolment.ts';
import type { DistrustReason } from './endpoint/check-certificate.ts';
import type { FindProxies } from './endpoint/proxies.ts';
import { Endpoint } from './endpoint.ts';
import { requestToSettle } from './enrolment/joining.ts';
import { type SigningDeps, signEnrolment } from './enrolment/sign-enrolment.ts';
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

export interface EnrolmentDeps extends SigningDeps {
  readonly findProxies?: FindProxies;
}

/** Asks the endpoint to take this device in. */
export async function enrolDevice(enrolmentString: string, deps: EnrolmentDeps): Promise<EnrolmentOutcome> {
  const target = parseEnrolmentString(enrolmentString);
  if (target === null)
    return {
      ok: false,
      reason: 'bad-string',
      detail: 'It must look like deskward://HOST:PORT/?token=…&pin=sha256:…, whole and unchanged.',
    };
  const signed = await signEnrolment(target.token, deps);
  if (!signed.ok) return signed;
  const outcome = await ask(target, signed.jws, deps.findProxies);
  if (!outcome.ok) return outcome;
  const own = { key: signed.key, settles: requestToSettle(deps.folder) };
  return { ok: true, enrolment: { ...outcome.enrolment, ...own } };
}

const ownSide = { key: null, keySince: null, settles: null };

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
      return {
        ok: true,
        enrolment: { ...answer.body, origin, pin, policyKey, bundleKeys, ...ownSide },
      };
    }
    case 'refused':
      return { ok: false, reason: 'refused', detail: answer.refusal.message };
    case 'distrusted':
      return { ok: false, reason: answer.reason, detail: answer.detail };
    case 'unreached':
      return { ok: false, reason: 'unreachable', detail: answer.detail };
  }
}
