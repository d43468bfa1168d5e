import { readJws, readPayload } from '../../jws/compact-jws.ts';
import { defaultPolicy, type Policy } from '../../policy/policy.ts';
import { policyStatement } from '../../protocol/policy.ts';
import { publicHalf, signPolicy } from '../../signed-policy/policy-key.ts';
import { readSignedPolicy } from '../../signed-policy/read-signed-policy.ts';
import { policyBefore } from '../fleet/policy-view.ts';
import type { Storage } from '../storage/storage.ts';

export type TakeBackOutcome =
  | { readonly state: 'published'; readonly version: number }
  | {
      readonly state: 'refused';
      readonly reason: 'not-found' | 'policy-key-elsewhere' | 'changed-meanwhile' | 'policy-unusable';
    };

export interface TakeBackWish {
  readonly version: number;
  /** The version whose limits hold again, as whoever takes it back was told; 0: the ones agents bring along. */
  readonly before: number;
  /** An account. */
  readonly by: string;
  readonly now: number;
}

const yearMs = 365 * 86_400_000;

/**
 * Agents never go back to an older version. So the limits that were in force before are published anew, under a new number,
 * to everyone whom the policy that is taken back could have reached; that one is halted.
 * @param key private half of the policy key, PEM; null where it is kept elsewhere.
 */
export async function takeBack(
  storage: Storage,
  key: string | null,
  { version, before: expected, by, now }: TakeBackWish,
): Promise<TakeBackOutcome> {
  const policies = await storage.listPolicies();
  const policy = policies.find((one) => one.version === version);
  if (policy === undefined) return { state: 'refused', reason: 'not-found' };
  if (key === null) return { state: 'refused', reason: 'policy-key-elsewhere' };
  const before = policyBefore(policies, policy);
  if ((before?.version ?? 0) !== expected) return { state: 'refused', reason: 'changed-meanwhile' };
  const next = Math.max(...policies.map((one) => one.version)) + 1;
  const jws = signPolicy(
    {
      v: 1,
      version: next,
      issuedAt: new Date(now).toISOString(),
      expiresAt: new Date(now + yearMs).toISOString(),
      policy: { ...(before === undefined ? defaultPolicy() : contentOf(before.jws)), version: next },
    },
    key,
  );
  // The same check as the agents': what none of them would take is not published.
  if (!readSignedPolicy(jws, publicHalf(key)).ok) return { state: 'refused', reason: 'policy-unusable' };
  const published = { version: next, jws, percent: 100, department: policy.department, by, now };
  if (!(await storage.publishPolicy(published))) return { state: 'refused', reason: 'changed-meanwhile' };
  const { percent } = policy;
  if (policy.halted === null)
    await storage.changePolicy({ version, percent, halted: true, seen: null, by, now });
  return { state: 'published', version: next };
}

/** Of a policy that was checked when it was published; rules of a later version stay in it. */
function contentOf(text: string): Partial<Policy> {
  const jws = readJws(text);
  const { policy } = policyStatement.parse(jws === null ? null : readPayload(jws));
  return policy as Partial<Policy>;
}
