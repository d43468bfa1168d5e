import { expect, test } from 'vitest';
import { known, unknown } from '../../src/facts/fact.ts';
import { facts } from '../../src/facts/registry.ts';
import { narrowFacts } from '../../src/policy/narrow-facts.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { program, software } from '../rules/approved-software.cases.ts';

const sharing = known(facts.sharing.example, '/proc/net/tcp');
const read = known(software(program({ names: ['日记'] }), program({ names: ['Steam'] })), 'dpkg');

test('what the policy has nothing against stays on the computer', () => {
  const narrowed = narrowFacts(defaultPolicy(), 'standard', { sharing, 'approved-software': read });
  expect(narrowed.sharing).toBe(sharing);
  expect(JSON.stringify(narrowed)).toContain('Steam');
  expect(JSON.stringify(narrowed)).not.toContain('日记');
});

test('where the profile does not have the rule, nothing of its fact leaves', () => {
  const policy = defaultPolicy();
  const { 'approved-software': _rule, ...standard } = policy.profiles.standard;
  const without = { ...policy, profiles: { ...policy.profiles, standard } };
  expect(narrowFacts(without, 'standard', { sharing, 'approved-software': read })).toEqual({ sharing });
});

test('why a fact is not known is told as it is', () => {
  const denied = { 'approved-software': unknown('denied', 'dpkg') };
  expect(narrowFacts(defaultPolicy(), 'standard', denied)).toEqual(denied);
});
