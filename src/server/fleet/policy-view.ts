import { readJws, readPayload } from '../../jws/compact-jws.ts';
import type { PolicyList, PolicyRow } from '../../protocol/fleet-policy.ts';
import { policyStatement } from '../../protocol/policy.ts';
import type { HeldPolicies, PublishedPolicy } from '../storage/stored-policy.ts';

type Rolled = Pick<PublishedPolicy, 'version' | 'percent' | 'department' | 'halted'>;

/** What IT's page shows of the policies. `policies`: the newest first. */
export function toPolicyList(
  policies: readonly PublishedPolicy[],
  held: HeldPolicies,
  canSign: boolean,
): PolicyList {
  return {
    policies: policies.map((policy) => toPolicyRow(policy, policies, held)),
    held: held.versions.map(({ version, devices }) => ({ version, devices })),
    refusals: held.refusals.map(({ device, hostname, version, reason }) => ({
      device,
      hostname,
      version,
      reason,
    })),
    canSign,
  };
}

/** @returns the policy whose limits were in force where `of` went, before it; undefined: those that agents bring along. */
export function policyBefore<Policy extends Rolled>(
  policies: readonly Policy[],
  of: Rolled,
): Policy | undefined {
  return policies.find(
    ({ version, halted, department }) =>
      version < of.version && halted === null && (department === null || department === of.department),
  );
}

function toPolicyRow(
  policy: PublishedPolicy,
  policies: readonly PublishedPolicy[],
  { departments }: HeldPolicies,
): PolicyRow {
  const { version, jws, publishedAt, percent, department, halted, devices, acts } = policy;
  const inScope = departments.filter((one) => department === null || one.department === department);
  return {
    version,
    publishedAt: new Date(publishedAt).toISOString(),
    expiresAt: expiryOf(jws),
    percent,
    department,
    scope: inScope.reduce((sum, one) => sum + one.devices, 0),
    devices,
    halted: halted && ('by' in halted ? { by: halted.by, trouble: null } : { by: null, trouble: halted }),
    replacedBy: policies.findLast((later) => replaces(later, policy))?.version ?? null,
    before: policyBefore(policies, policy)?.version ?? 0,
    acts: acts.map((act) => ({ ...act, at: new Date(act.at).toISOString() })),
  };
}

function replaces(later: Rolled, { version, department }: Rolled): boolean {
  const reaches = later.department === null || later.department === department;
  return later.version > version && later.percent === 100 && later.halted === null && reaches;
}

function expiryOf(text: string): string | null {
  const jws = readJws(text);
  const read = policyStatement.safeParse(jws === null ? null : readPayload(jws));
  return read.data?.expiresAt ?? null;
}
