import { describe, expect, test } from 'vitest';
import { osUpdates as fact } from '../../src/facts/os-updates.ts';
import { noAssignment } from '../../src/rules/assignment.ts';
import { osUpdates } from '../../src/rules/os-updates.ts';
import { cases } from './os-updates.cases.ts';
import { testCases } from './rule-case.ts';

describe('os-updates', () => testCases('os-updates', cases));

const moment = { at: '2026-11-24T04:00:00.000Z', today: '2026-11-24' };
const observed = (change: object) =>
  osUpdates.judge({ ...fact.example, ...change }, { days: 30 }, moment, noAssignment).observed;

test('what was seen says what stands in the way first', () => {
  expect(observed({})?.id).toBe('os-updates.observed.current');
  expect(observed({ missing: 2 })).toEqual({ id: 'os-updates.observed.missing', values: { count: 2 } });
  expect(observed({ missing: 2, restartSince: '2026-11-23T04:00:00.000Z' })?.id).toBe(
    'os-updates.observed.restart',
  );
});

test('what is installed and what the system last did are both said where they do not fit together', () => {
  expect(observed({ missing: null, lookedAt: '2026-06-02T08:41:00.000Z' })).toEqual({
    id: 'os-updates.observed.current-not-looked',
    values: { currentAt: fact.example.currentAt, lookedAt: '2026-06-02T08:41:00.000Z' },
  });
  expect(observed({ missing: null, lookedAt: '2026-11-23T08:41:00.000Z' })?.id).toBe(
    'os-updates.observed.current',
  );
  expect(observed({ currentAt: null, missing: null, lacksSince: '2026-11-10T18:00:00.000Z' })?.id).toBe(
    'os-updates.observed.lacking',
  );
});

const narrowed = (change: object) =>
  osUpdates.narrow?.({ ...fact.example, ...change }, { days: 30 }, moment, noAssignment);

test('that a system looks each day, or is paused while nothing is missing, stays on the computer', () => {
  const said = { lookedAt: '2026-11-23T08:41:00.000Z', pausedUntil: '2026-12-05T04:00:00.000Z' };
  expect(narrowed(said)).toEqual(fact.example);
});

test.each(cases.flatMap(({ name, reading }) => (reading.state === 'known' ? [{ name, reading }] : [])))(
  'what leaves the computer is judged as what was read: $name',
  ({ reading: { value } }) => {
    const judge = (read: typeof value) => osUpdates.judge(read, { days: 30 }, moment, noAssignment);
    const left = narrowed(value);
    expect(left && judge(left)).toEqual(judge(value));
  },
);
