import type { Readings } from '../../facts/registry.ts';
import { assess, judgedFacts, placesToRead } from '../../policy/assess.ts';
import { narrowFacts } from '../../policy/narrow-facts.ts';
import type { Policy, Profile } from '../../policy/policy.ts';
import type { Platform } from '../../probes/probe.ts';
import { readFacts } from '../../probes/read-facts.ts';
import type { Assignment } from '../../rules/assignment.ts';
import type { Verdict } from '../../rules/verdict.ts';
import type { Assessment } from '../agent-state.ts';
import { canonicalJson, sha256 } from '../outbox/canonical-json.ts';
import { momentOf } from './moment.ts';

/** What a device is judged by: the policy for its profile, and what IT gave it. */
export interface Basis {
  readonly policy: Policy;
  readonly profile: Profile;
  readonly assignment: Assignment;
}

/** Reads what the profile's policy judges, and nothing else; judges it. Never throws for what a machine can do. */
export async function scan(
  platform: Pick<Platform, 'probes'>,
  { policy, profile, assignment }: Basis,
  now: () => Date,
): Promise<Assessment> {
  const begun = performance.now();
  const judged = judgedFacts(policy, profile);
  const probes = platform.probes.filter(({ fact }) => judged.has(fact));
  const read = await readFacts(probes, placesToRead(policy, profile));
  // Judged at the end: what was read is never from after the moment it is judged at.
  const moment = momentOf(now());
  const facts = narrowFacts(policy, profile, read, moment, assignment);
  const durationMs = Math.round((performance.now() - begun) * 10) / 10;
  const verdicts = assess(policy, profile, facts, moment, assignment);
  return {
    scannedAt: moment.at,
    durationMs,
    policyVersion: policy.version,
    profile,
    verdicts,
    facts,
    digest: digestOf(verdicts, facts, policy.version),
  };
}

/** The same content has the same digest, whenever it was read: that is what a heartbeat rests on. */
export function digestOf(verdicts: readonly Verdict[], facts: Readings, policyVersion: number): string {
  const timeless = verdicts.map(({ at: _at, ...verdict }) => verdict);
  return sha256(canonicalJson({ facts, policyVersion, verdicts: timeless }));
}
