import { expect, test } from 'vitest';
import { known, unknown } from '../../src/facts/fact.ts';
import { facts, type Readings } from '../../src/facts/registry.ts';
import { narrowFacts } from '../../src/policy/narrow-facts.ts';
import { defaultPolicy, type Policy } from '../../src/policy/policy.ts';
import { noAssignment } from '../../src/rules/assignment.ts';
import { program, software } from '../rules/approved-software.cases.ts';

const sharing = known(facts.sharing.example, '/proc/net/tcp');
const moment = { at: '2026-11-20T01:00:00.000Z', today: '2026-11-20' };
const narrow = (policy: Policy, readings: Readings, assignment = noAssignment) =>
  narrowFacts(policy, 'standard', readings, moment, assignment);
const read = known(software(program({ names: ['日记'] }), program({ names: ['Steam'] })), 'dpkg');

test('what the policy has nothing against stays on the computer', () => {
  const narrowed = narrow(defaultPolicy(), { sharing, 'approved-software': read });
  expect(narrowed.sharing).toBe(sharing);
  expect(JSON.stringify(narrowed)).toContain('Steam');
  expect(JSON.stringify(narrowed)).not.toContain('日记');
});

test('where the profile does not have the rule, nothing of its fact leaves', () => {
  const policy = defaultPolicy();
  const { 'approved-software': _rule, ...standard } = policy.profiles.standard;
  const without = { ...policy, profiles: { ...policy.profiles, standard } };
  expect(narrow(without, { sharing, 'approved-software': read })).toEqual({ sharing });
});

test('why a fact is not known is told as it is', () => {
  const denied = { 'approved-software': unknown('denied', 'dpkg') };
  expect(narrow(defaultPolicy(), denied)).toEqual(denied);
});

test('of those who signed in, only who is not named leaves the computer; where nobody is named, nobody does', () => {
  const people = ['carol', 'dave'].map((name) => ({
    ...{ names: [name], anyCase: false, now: true, lastAt: null, source: '/run/utmp' },
  }));
  const seen = {
    'assigned-user': known({ people, knownSince: null, comparedWith: null, unread: [] }, '/run/utmp'),
  };
  const named = JSON.stringify(narrow(defaultPolicy(), seen, { ...noAssignment, users: ['carol'] }));
  expect(named).toContain('"names":["dave"]');
  expect(named).not.toContain('"names":["carol"]');
  expect(JSON.stringify(narrow(defaultPolicy(), seen))).not.toMatch(/carol|dave/);
});
