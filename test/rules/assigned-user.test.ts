import { describe, expect, test } from 'vitest';
import type { AssignedUser } from '../../src/facts/assigned-user.ts';
import { assignedUser } from '../../src/rules/assigned-user.ts';
import { cases, givenTo, person } from './assigned-user.cases.ts';
import { testCases } from './rule-case.ts';

describe('assigned-user', () => testCases('assigned-user', cases));

const moment = { at: '2026-11-24T04:00:00.000Z', today: '2026-11-24' };
const limits = { lookbackDays: 7, everywhere: [] as string[] };
const valueWith = (...people: AssignedUser['people']): AssignedUser => ({
  people,
  knownSince: null,
  comparedWith: null,
  unread: [],
});

test('accounts that may sign in everywhere are named for each computer', () => {
  const value = valueWith(person('carol'), person('it-support'));
  const judge = (everywhere: string[]) =>
    assignedUser.judge(value, { ...limits, everywhere }, moment, givenTo('carol')).status;
  expect(judge([])).toBe('fail');
  expect(judge(['it-support'])).toBe('pass');
});

test('who is signed in now is told before who has left, and the latest of those first', () => {
  const left = [
    person('dave', { lastAt: '2026-11-20T08:00:00.000Z' }),
    person('erin', { lastAt: '2026-11-22T08:00:00.000Z' }),
  ];
  const judge = (...people: AssignedUser['people']) =>
    assignedUser.judge(valueWith(...people), limits, moment, givenTo('carol')).reason;
  expect(judge(...left)?.values).toEqual({ name: 'erin', at: '2026-11-22T08:00:00.000Z' });
  expect(judge(...left, person('frank', { now: true }))?.values).toEqual({ people: ['frank'] });
});

test('what is left after narrowing gives the same verdict', () => {
  for (const value of [valueWith(person('carol')), valueWith(person('carol'), person('dave'))])
    for (const assignment of [givenTo('carol'), givenTo()]) {
      const narrowed = assignedUser.narrow?.(value, limits, moment, assignment) ?? value;
      const judge = (seen: AssignedUser) => assignedUser.judge(seen, limits, moment, assignment);
      expect(judge(narrowed)).toEqual(judge(value));
      expect(JSON.stringify(narrowed.people)).not.toContain('carol');
    }
});
