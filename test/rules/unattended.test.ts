import { describe, expect, test } from 'vitest';
import { assess } from '../../src/policy/assess.ts';
import { defaultPolicy, profiles } from '../../src/policy/policy.ts';
import { standingOf } from '../../src/policy/standing.ts';
import { noAssignment } from '../../src/rules/assignment.ts';
import en from '../../src/ui/locales/en/rules.json' with { type: 'json' };
import { createTranslator } from '../../src/ui/locales/translate.ts';
import { sentence } from '../../src/ui/parts/verdict-words.ts';
import { testCases } from './rule-case.ts';
import { cases } from './unattended.cases.ts';

describe('unattended', () => testCases('unattended', cases));

const moment = { at: '2026-11-24T04:00:00.000Z', today: '2026-11-24' };
const verdictOf = (reading: (typeof cases)[number]['reading']) =>
  assess(defaultPolicy(), 'standard', { unattended: reading }, moment, noAssignment).find(
    ({ rule }) => rule === 'unattended',
  );

test('whatever is said can be said in words, without an empty place', () => {
  const words = createTranslator('en', { rules: en });
  for (const { reading } of cases) {
    const verdict = verdictOf(reading);
    for (const message of [verdict?.observed, verdict?.limit, verdict?.reason])
      if (message) expect(sentence(words, message)).not.toContain(message.id);
  }
});

test('a device that has watched nothing yet, or cannot, stands where its other rules put it', () => {
  for (const profile of profiles)
    for (const reading of cases.map((row) => row.reading)) {
      const verdicts = assess(defaultPolicy(), profile, { unattended: reading }, moment, noAssignment);
      const verdict = verdicts.find((each) => each.rule === 'unattended');
      expect(verdict).toBeDefined();
      const others = [{ status: 'pass', severity: 'required' } as const];
      expect(standingOf(verdict === undefined ? [] : [...others, verdict])).toBe('compliant');
    }
});
