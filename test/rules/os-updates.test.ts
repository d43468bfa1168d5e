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
