import { expect, test } from 'vitest';
import { known, unknown } from '../../src/facts/fact.ts';
import { facts } from '../../src/facts/registry.ts';
import { assess, judgedFacts } from '../../src/policy/assess.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { noAssignment } from '../../src/rules/assignment.ts';
import { rules } from '../../src/rules/registry.ts';

const moment = { at: '2026-11-24T04:00:00.000Z', today: '2026-11-24' };
const readings = {
  'screen-lock': known(facts['screen-lock'].example, 'dconf'),
  'password-age': known(facts['password-age'].example, 'AccountsService'),
  antivirus: known(facts.antivirus.example, 'clamd'),
  sharing: known({ offers: [], unread: [] }, '/proc/net/tcp'),
};

test('every rule of the profile gets a verdict with limit, source and time', () => {
  const verdicts = assess(defaultPolicy(), 'standard', readings, moment, noAssignment);
  const ofProfile = rules.filter(({ id }) => id in defaultPolicy().profiles.standard);
  expect(verdicts.map((verdict) => verdict.rule)).toEqual(ofProfile.map((rule) => rule.id));
  const told = verdicts.map((verdict) => [verdict.rule, verdict.status, verdict.source, verdict.at]);
  expect(told).toContainEqual(['screen-lock', 'pass', 'dconf', moment.at]);
  expect(told).toContainEqual(['password-age', 'pass', 'AccountsService', moment.at]);
  expect(told).toContainEqual(['antivirus', 'pass', 'clamd', moment.at]);
  expect(told).toContainEqual(['sharing', 'pass', '/proc/net/tcp', moment.at]);
});

test('a fact that nobody read is unknown, never a pass', () => {
  const verdicts = assess(defaultPolicy(), 'standard', {}, moment, noAssignment);
  expect(verdicts.length).toBeGreaterThanOrEqual(4);
  expect(new Set(verdicts.map((verdict) => verdict.status))).toEqual(new Set(['unknown']));
});

test('why a fact is unknown reaches the verdict', () => {
  const denied = { ...readings, sharing: unknown('denied', '/proc/net/tcp', 'EACCES') };
  const verdicts = assess(defaultPolicy(), 'standard', denied, moment, noAssignment);
  const verdict = verdicts.find(({ rule }) => rule === 'sharing');
  expect(verdict).toMatchObject({
    status: 'unknown',
    source: '/proc/net/tcp',
    reason: { id: 'unknown.denied', values: { detail: 'EACCES' } },
  });
});

test('the limits of the profile decide', () => {
  const verdict = assess(defaultPolicy(), 'confidential', readings, moment, noAssignment)[0];
  expect(verdict).toMatchObject({ status: 'fail', limit: { values: { wait: 180 } } });
});

test('a rule that the profile leaves out is not judged', () => {
  const policy = defaultPolicy();
  const { sharing: _left, ...rest } = policy.profiles.standard;
  const smaller = { ...policy, profiles: { ...policy.profiles, standard: rest } };
  expect(
    assess(smaller, 'standard', readings, moment, noAssignment).map((verdict) => verdict.rule),
  ).not.toContain('sharing');
});

test('what no rule of the profile is judged on is not among its facts', () => {
  expect(judgedFacts(defaultPolicy(), 'standard')).not.toContain('network-isolation');
  expect(judgedFacts(defaultPolicy(), 'dedicated')).toContain('network-isolation');
  expect(judgedFacts(defaultPolicy(), 'standard')).toContain('sharing');
});
