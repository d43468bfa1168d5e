import { known, unknown } from '../../src/facts/fact.ts';
import type { passwordAge } from '../../src/facts/password-age.ts';
import type { RuleCase } from './rule-case.ts';

type Value = typeof passwordAge.example;
const changed = (changedOn: string) => known<Value>({ changedOn, account: 'local' }, 'AccountsService');
const old = { expect: 'fail', reason: 'password-age.reason.old' } as const;
const young = { expect: 'pass', reason: null } as const;

export const cases: readonly RuleCase<Value>[] = [
  { name: 'changed today', reading: changed('2026-11-24'), ...young },
  { name: 'one day short of two months', reading: changed('2026-09-25'), today: '2026-11-24', ...young },
  { name: 'two months to the day is no longer younger', reading: changed('2026-09-24'), ...old },
  {
    name: 'July and August have 62 days: still two months',
    reading: changed('2026-07-01'),
    today: '2026-08-31',
    ...young,
  },
  {
    name: 'the last of December is due on the last of February',
    reading: changed('2025-12-31'),
    today: '2026-02-27',
    ...young,
  },
  { name: 'and is old on it', reading: changed('2025-12-31'), today: '2026-02-28', ...old },
  { name: 'in a leap year it has a day more', reading: changed('2027-12-31'), today: '2028-02-28', ...young },
  {
    name: 'the thirty-first of August is due on the thirty-first of October',
    reading: changed('2026-08-31'),
    today: '2026-10-30',
    ...young,
  },
  { name: 'years old', reading: changed('2019-01-01'), ...old },
  { name: 'tomorrow, where the system counts in UTC', reading: changed('2026-11-25'), ...young },
  {
    name: 'a date further in the future is no proof',
    reading: changed('2026-11-26'),
    expect: 'unknown',
    reason: 'password-age.reason.future',
  },
  {
    name: 'never set is unknown',
    reading: unknown('never-set', 'passwd -S'),
    expect: 'unknown',
    reason: 'unknown.never-set',
  },
  {
    name: 'an account on a server is unknown',
    reading: unknown('remote-account'),
    expect: 'unknown',
    reason: 'unknown.remote-account',
  },
];
