import { describe, expect, test } from 'vitest';
import { placesToRead } from '../../src/policy/assess.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { cases } from './backup.cases.ts';
import { testCases } from './rule-case.ts';

describe('backup', () => testCases('backup', cases));

test('the places that a policy names are those that its probe is told', () => {
  const policy = defaultPolicy();
  const entry = { severity: 'required' as const, limits: { days: 7, places: ['/srv/backup'] } };
  const standard = { ...policy.profiles.standard, backup: entry };
  const named = placesToRead({ ...policy, profiles: { ...policy.profiles, standard } }, 'standard');
  expect(named.backup).toEqual(['/srv/backup']);
  expect(placesToRead(policy, 'standard').backup).toEqual([]);
});
