import { expect, test } from 'vitest';
import { facts } from '../../src/facts/registry.ts';
import { observedAgainstSet } from '../../src/rules/observed-lock.ts';

const set = (change: object = {}) => ({
  state: 'known',
  value: { ...facts['screen-lock'].example, ...change },
});
const spell = facts.unattended.example.spells[0];
const seen = (change: object = {}) => ({
  state: 'known',
  value: { ...facts.unattended.example, spells: [{ ...spell, ...change }] },
});

test.each(['screen-lock', 'unattended'])('under %s both are told: what is set, and what was seen', (rule) => {
  expect(observedAgainstSet(rule, { 'screen-lock': set(), unattended: seen() })).toEqual({
    id: 'unattended.against-settings',
    values: { set: 300, open: 1140, startedAt: '2026-11-24T05:44:00.000Z' },
  });
});

test('of several the longest is told', () => {
  const short = { ...spell, unlockedSeconds: 500 };
  const long = { ...spell, unlockedSeconds: 5000, seconds: 5000 };
  const unattended = {
    state: 'known',
    value: { ...facts.unattended.example, spells: [short, long, short] },
  };
  const told = observedAgainstSet('screen-lock', { 'screen-lock': set(), unattended });
  expect(told?.values).toMatchObject({ open: 5000 });
});

test.each([
  ['a screen that locked in time', set(), seen({ unlockedSeconds: 310 })],
  ['a lock that is late within the tolerance', set(), seen({ unlockedSeconds: 420 })],
  ['a late setting, which is as it was seen', set({ wait: 1800 }), seen()],
  ['a setting that never locks', set({ wait: 'never' }), seen()],
  ['a setting without a password', set({ passwordRequired: false }), seen()],
  ['a presentation', set(), seen({ presenting: true })],
  ['a lock that nobody told of', set(), seen({ unlockedSeconds: null })],
  ['a setting that could not be read', { state: 'unknown' }, seen()],
  ['what was not observed', set(), { state: 'unknown' }],
  ['a fact of another version', set(), { state: 'known', value: { spells: 'many' } }],
])('%s is no contradiction', (_name, lock, unattended) => {
  expect(observedAgainstSet('screen-lock', { 'screen-lock': lock, unattended })).toBe(null);
});

test('other rules have nothing to do with it', () => {
  expect(observedAgainstSet('sharing', { 'screen-lock': set(), unattended: seen() })).toBe(null);
});
