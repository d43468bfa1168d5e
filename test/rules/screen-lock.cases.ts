import type * as z from 'zod';
import { absent, known, unknown } from '../../src/facts/fact.ts';
import { screenLock } from '../../src/facts/screen-lock.ts';
import type { RuleCase } from './rule-case.ts';

type Value = z.infer<typeof screenLock.value>;
const read = (change: Partial<Value>) => known({ ...screenLock.example, ...change } as Value, 'dconf');

export const cases: readonly RuleCase<Value>[] = [
  {
    name: 'five minutes and at once is what the rulebook asks',
    reading: read({}),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'five minutes with the five seconds that Windows and KDE add passes',
    reading: read({ wait: 300, grace: 5 }),
    expect: 'pass',
    reason: null,
  },
  { name: 'ten seconds of grace is the most', reading: read({ grace: 10 }), expect: 'pass', reason: null },
  {
    name: 'one second over five minutes fails',
    reading: read({ wait: 301 }),
    expect: 'fail',
    reason: 'screen-lock.reason.wait',
  },
  {
    name: "GNOME's thirty seconds of lock delay are too long",
    reading: read({ grace: 30 }),
    expect: 'fail',
    reason: 'screen-lock.reason.grace',
  },
  {
    name: 'a fraction over the grace fails',
    reading: read({ grace: 10.5 }),
    expect: 'fail',
    reason: 'screen-lock.reason.grace',
  },
  {
    name: 'never is not zero',
    reading: read({ wait: 'never' }),
    expect: 'fail',
    reason: 'screen-lock.reason.never',
  },
  {
    name: 'a dark screen without a password is no lock',
    reading: read({ passwordRequired: false }),
    expect: 'fail',
    reason: 'screen-lock.reason.no-password',
  },
  {
    name: 'a grace that never ends is no lock',
    reading: read({ grace: 'never' }),
    expect: 'fail',
    reason: 'screen-lock.reason.no-password',
  },
  {
    name: 'a wait of zero seconds locks at once',
    reading: read({ wait: 0, grace: 0 }),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'what could not be read could only lock sooner: a lock in time still passes',
    reading: read({ unread: ['SystemParametersInfo'] }),
    expect: 'pass',
    reason: null,
  },
  {
    name: 'and a late one is no proof of a fail',
    reading: read({ wait: 1800, unread: ['SystemParametersInfo'] }),
    expect: 'unknown',
    reason: 'screen-lock.reason.unread',
  },
  {
    name: 'an unknown desktop is unknown',
    reading: unknown('unsupported-desktop', undefined, 'sway'),
    expect: 'unknown',
    reason: 'unknown.unsupported-desktop',
  },
  {
    name: 'without a desktop there is no screen to lock',
    reading: absent('no-graphical-session'),
    expect: 'not-applicable',
    reason: 'absent.no-graphical-session',
  },
];
