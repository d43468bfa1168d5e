import { thumbprint } from '../../src/jws/device-key.ts';
import { defaultPolicy, type Policy } from '../../src/policy/policy.ts';
import { newPolicyKey, publicHalf, signPolicy } from '../../src/signed-policy/policy-key.ts';

export const key = newPolicyKey();
export const pinned = publicHalf(key);
export const pinnedName = thumbprint(pinned);

/** The policy that every agent brings along, with a screen lock of that many seconds. */
export function policyOf(version: number, waitSeconds = 240): Policy {
  const policy = defaultPolicy();
  const { standard } = policy.profiles;
  const entry = { severity: 'required' as const, limits: { waitSeconds, graceSeconds: 10 } };
  return {
    ...policy,
    version,
    profiles: { ...policy.profiles, standard: { ...standard, 'screen-lock': entry } },
  };
}

/** Signed for a year from today, unless it says otherwise. */
export function signedPolicy(policy: unknown, over: Record<string, unknown> = {}, by = key): string {
  const { version = 1 } = { ...(policy as { version?: number }) };
  const statement = {
    v: 1 as const,
    version,
    issuedAt: '2026-11-24T08:00:00.000Z',
    expiresAt: '2099-11-24T08:00:00.000Z',
    policy,
    ...over,
  };
  return signPolicy(statement, by);
}
