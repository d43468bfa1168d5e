import { expect, test } from 'vitest';
import type { Reading } from '../../src/facts/fact.ts';
import { assess } from '../../src/policy/assess.ts';
import { defaultPolicy, type Profile } from '../../src/policy/policy.ts';
import { type Assignment, noAssignment } from '../../src/rules/assignment.ts';
import { findRule } from '../../src/rules/registry.ts';
import type { Status } from '../../src/rules/verdict.ts';

/** One row of a rule's case table: what was read on which day, and what is true of it. */
export interface RuleCase<Value> {
  readonly name: string;
  readonly reading: Reading<Value>;
  readonly expect: Status;
  /** Message id of the reason; null for a pass. */
  readonly reason: string | null;
  /** YYYY-MM-DD; the day of the scan. */
  readonly today?: string;
  /** What IT gave this device. */
  readonly assignment?: Assignment;
}

/** Judges each row under the default policy of a standard machine, or of another profile. */
export function testCases<Value>(
  rule: string,
  cases: readonly RuleCase<Value>[],
  profile: Profile = 'standard',
): void {
  test.each(cases)(
    '$name',
    ({ reading, expect: status, reason, today = '2026-11-24', assignment = noAssignment }) => {
      const needs = findRule(rule)?.needs ?? '';
      const moment = { at: `${today}T04:00:00.000Z`, today };
      const verdicts = assess(defaultPolicy(), profile, { [needs]: reading }, moment, assignment);
      const verdict = verdicts.find((candidate) => candidate.rule === rule);
      expect(verdict).toMatchObject({ status, at: moment.at });
      expect(verdict?.reason?.id ?? null).toBe(reason);
    },
  );
}
