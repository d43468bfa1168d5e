import { type PolicyRequest, policyRequestType } from '../../src/protocol/policy.ts';
import { reportType } from '../../src/protocol/report.ts';
import { policyOf, signedPolicy } from '../signed-policy/policies.ts';
import type { OpenApp } from './open-app.ts';
import { allPass, assessmentOf, type Findings, type TestDevice } from './test-device.ts';

export function publish({ storage }: OpenApp, version: number, over: Record<string, unknown> = {}) {
  const jws = signedPolicy(policyOf(version));
  return storage.publishPolicy({ version, jws, percent: 100, department: null, by: '', now: 0, ...over });
}

export function goOn({ storage }: OpenApp) {
  return storage.changePolicy({ version: 2, percent: 100, halted: false, seen: null, by: '', now: 0 });
}

/** A report that says what the device holds. @returns what the acknowledgement told. */
export async function report(
  endpoint: OpenApp,
  device: TestDevice,
  policy: unknown,
  findings: Findings = allPass,
) {
  const next = device.next({ kind: 'assessment', assessment: assessmentOf(findings) });
  const jws = await device.sign({ ...next, policy }, { typ: reportType, kid: device.device });
  device.sequence += 1;
  return (await endpoint.send('reports', jws)).json();
}

export async function fetchPolicy(endpoint: OpenApp, device: TestDevice, version: number, over = {}) {
  const request: PolicyRequest = { v: 1, device: device.device, version, ...over };
  return endpoint.send('policy', await device.sign(request, { typ: policyRequestType, kid: device.device }));
}
