import type { Readings } from '../facts/registry.ts';
import type { Assignment } from '../rules/assignment.ts';
import { rules } from '../rules/registry.ts';
import type { Moment, Rule } from '../rules/rule.ts';
import type { Policy, Profile } from './policy.ts';

/**
 * Of what was read, only what this policy judges. A fact that its rule narrows never leaves the computer as it was read;
 * where the profile does not have the rule, it does not leave at all. The verdicts on the rest are the same.
 */
export function narrowFacts(
  policy: Policy,
  profile: Profile,
  readings: Readings,
  moment: Moment,
  assignment: Assignment,
): Readings {
  const narrowed: Record<string, unknown> = { ...readings };
  // Each rule meets its own fact: `needs` names both the fact and the type of its value.
  for (const { id, needs, limits, narrow } of rules as unknown as readonly Rule[]) {
    if (narrow === undefined) continue;
    const reading = readings[needs];
    const entry = policy.profiles[profile][id];
    if (entry === undefined) delete narrowed[needs];
    else if (reading?.state === 'known')
      narrowed[needs] = {
        ...reading,
        value: narrow(reading.value, limits.parse(entry.limits), moment, assignment),
      };
  }
  return narrowed as Readings;
}
