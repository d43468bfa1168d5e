import { known } from '../facts/fact.ts';
import { factNames, facts, type Readings } from '../facts/registry.ts';
import { noAssignment } from '../rules/assignment.ts';
import { findRule } from '../rules/registry.ts';
import { assess } from './assess.ts';
import { type Policy, profiles } from './policy.ts';

/** Any moment will do: nothing is judged for its own sake. */
const moment = { at: '2026-01-01T00:00:00.000Z', today: '2026-01-01' };

/**
 * Judges nothing and an example machine by a policy before it judges a real one. @returns what went wrong; null where
 * every known rule of every profile came to a verdict, and without facts to no pass.
 */
export function selfTest(policy: Policy): string | null {
  const example = Object.fromEntries(
    factNames.map((name) => [name, known(facts[name].example, 'self-test')]),
  ) as Readings;
  for (const profile of profiles) {
    const expected = Object.keys(policy.profiles[profile]).filter((id) => findRule(id) !== undefined);
    if (expected.length === 0) return `no rule of the profile ${profile} is known here`;
    for (const readings of [{}, example])
      try {
        const verdicts = assess(policy, profile, readings, moment, noAssignment);
        if (verdicts.length !== expected.length) return `${profile}: a rule came to no verdict`;
        const judgedNothing = readings !== example && verdicts.some(({ status }) => status === 'pass');
        if (judgedNothing) return `${profile}: passes though nothing was read`;
      } catch (error) {
        return `${profile}: ${error instanceof Error ? error.message : String(error)}`;
      }
  }
  return null;
}
