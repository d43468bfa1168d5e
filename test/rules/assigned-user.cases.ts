import type { AssignedUser, Person } from '../../src/facts/assigned-user.ts';
import { known, unknown } from '../../src/facts/fact.ts';
import type { Assignment } from '../../src/rules/assignment.ts';
import { noAssignment } from '../../src/rules/assignment.ts';
import type { RuleCase } from './rule-case.ts';

/** Read on 24 November at 04:00 UTC; the default policy looks seven days back. */
export const person = (name: string, more: Partial<Person> = {}): Person => ({
  ...{
    names: [name],
    anyCase: false,
    now: false,
    lastAt: '2026-11-23T08:00:00.000Z',
    source: '/var/log/wtmp',
  },
  ...more,
});
const there = { now: true, lastAt: null };
const compared = (...accounts: string[]) => ({
  comparedWith: { accounts, lookbackDays: 7, namedSince: null },
});
export const givenTo = (...users: string[]): Assignment => ({ ...noAssignment, users });
const read = (people: readonly Person[], more: Partial<AssignedUser> = {}) =>
  known<AssignedUser>(
    { people: [...people], knownSince: '2026-10-01T00:00:00.000Z', comparedWith: null, unread: [], ...more },
    'wtmp',
  );
const unread = [{ source: '/var/log/wtmp', detail: 'missing' }];

export const cases: readonly RuleCase<AssignedUser>[] = [
  {
    name: 'given to one, used by one',
    reading: read([person('carol', there)]),
    assignment: givenTo('carol'),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'IT has named nobody',
    reading: read([person('carol', there)]),
    expect: 'not-applicable',
    reason: 'assigned-user.reason.nobody-named',
  },
  {
    name: 'an empty list names nobody either',
    reading: read([person('carol', there)]),
    assignment: givenTo(),
    expect: 'not-applicable',
    reason: 'assigned-user.reason.nobody-named',
  },
  {
    name: 'somebody else is signed in',
    reading: read([person('carol', there), person('dave', there)]),
    assignment: givenTo('carol'),
    expect: 'fail',
    reason: 'assigned-user.reason.now',
  },
  {
    name: 'somebody else signed in yesterday',
    reading: read([person('carol', there), person('dave')]),
    assignment: givenTo('carol'),
    expect: 'fail',
    reason: 'assigned-user.reason.since',
  },
  {
    name: 'somebody else signed in before the days that count',
    reading: read([person('carol', there), person('dave', { lastAt: '2026-11-17T03:59:59.000Z' })]),
    assignment: givenTo('carol'),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'who had the computer before it was given to another did nothing wrong',
    reading: read([person('carol', there), person('dave')]),
    assignment: { ...givenTo('carol'), usersSince: '2026-11-23T09:00:00.000Z' },
    expect: 'pass',
    reason: null,
  },
  {
    name: 'but is to be gone since',
    reading: read([person('carol', there), person('dave', { lastAt: '2026-11-23T10:00:00.000Z' })]),
    assignment: { ...givenTo('carol'), usersSince: '2026-11-23T09:00:00.000Z' },
    expect: 'fail',
    reason: 'assigned-user.reason.since',
  },
  {
    name: 'nobody else was seen, but not everything was read',
    reading: read([person('carol', there)], { unread }),
    assignment: givenTo('carol'),
    expect: 'unknown',
    reason: 'assigned-user.reason.unread',
  },
  {
    name: 'who was seen fails, whatever could not be read',
    reading: read([person('dave', there)], { unread }),
    assignment: givenTo('carol'),
    expect: 'fail',
    reason: 'assigned-user.reason.now',
  },
  {
    name: 'an account without a name may be anybody’s',
    reading: read([person('carol', there), person('', { names: [], source: 'ProfileList\\S-1-5-21-1' })]),
    assignment: givenTo('carol'),
    expect: 'unknown',
    reason: 'assigned-user.reason.unnamed',
  },
  {
    name: 'what was compared with other accounts than these tells nothing of these',
    reading: read([], compared('carol', 'dave')),
    assignment: givenTo('carol'),
    expect: 'unknown',
    reason: 'assigned-user.reason.not-compared',
  },
  {
    name: 'what was compared with fewer accounts than these is true of these too',
    reading: read([], compared('carol')),
    assignment: givenTo('carol', 'dave'),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'nothing is known of who signed in while nobody was named',
    reading: read([], compared()),
    assignment: givenTo('carol'),
    expect: 'unknown',
    reason: 'assigned-user.reason.not-compared',
  },
  {
    name: 'what was compared for fewer days than these tells nothing of the rest',
    reading: read([], { comparedWith: { accounts: ['carol'], lookbackDays: 6, namedSince: null } }),
    assignment: givenTo('carol'),
    expect: 'unknown',
    reason: 'assigned-user.reason.not-compared',
  },
  {
    name: 'nor what was compared since a later day',
    reading: read([], {
      comparedWith: { accounts: ['carol'], lookbackDays: 7, namedSince: '2026-11-22T00:00:00.000Z' },
    }),
    assignment: { ...givenTo('carol'), usersSince: '2026-11-21T00:00:00.000Z' },
    expect: 'unknown',
    reason: 'assigned-user.reason.not-compared',
  },
  {
    name: 'who was left out because the days before did not count, is not asked for them',
    reading: read([], {
      comparedWith: { accounts: ['carol'], lookbackDays: 7, namedSince: '2026-11-22T00:00:00.000Z' },
    }),
    assignment: { ...givenTo('carol'), usersSince: '2026-11-23T00:00:00.000Z' },
    expect: 'pass',
    reason: null,
  },
  {
    name: 'what is written down begins only three days ago',
    reading: read([person('carol', there)], { knownSince: '2026-11-21T04:00:00.000Z' }),
    assignment: givenTo('carol'),
    expect: 'unknown',
    reason: 'assigned-user.reason.known-since',
  },
  {
    name: 'and that is enough where IT named them later',
    reading: read([person('carol', there)], { knownSince: '2026-11-21T04:00:00.000Z' }),
    assignment: { ...givenTo('carol'), usersSince: '2026-11-22T00:00:00.000Z' },
    expect: 'pass',
    reason: null,
  },
  {
    name: 'a system that keeps the last time of every account',
    reading: read([person('carol', there)], { knownSince: null }),
    assignment: givenTo('carol'),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'the list of accounts cannot be read',
    reading: unknown('denied', '/etc/passwd'),
    assignment: givenTo('carol'),
    expect: 'unknown',
    reason: 'unknown.denied',
  },
];
