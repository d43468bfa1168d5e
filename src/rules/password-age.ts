import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { calendarSpan } from './calendar-span.ts';
import { defineRule } from './rule.ts';
import { fail, pass, undecided } from './verdict.ts';

/** The password of an account that reaches confidential files is younger than two calendar months. */
export const passwordAge = defineRule({
  id: 'password-age',
  clauses: ['IS-6'],
  needs: 'password-age',
  limits: z.strictObject({ maxAge: calendarSpan.describe('ISO 8601 span; the age must stay below it') }),
  remedies: {
    linux: { settingsPage: 'password', by: 'user' },
    windows: { settingsPage: 'password', by: 'user' },
    macos: { settingsPage: 'password', by: 'user' },
  },
  describeLimit: (limits) => ({ id: 'password-age.limit', values: { span: limits.maxAge } }),
  judge(value, limits, moment) {
    const changed = Temporal.PlainDate.from(value.changedOn);
    const today = Temporal.PlainDate.from(moment.today);
    const observed = { id: 'password-age.observed', values: { changedOn: value.changedOn } };
    // One day of tolerance: the system may keep its date in UTC while `today` is local.
    if (Temporal.PlainDate.compare(changed, today.add({ days: 1 })) > 0)
      return undecided(observed, { id: 'password-age.reason.future' });
    const due = changed.add(Temporal.Duration.from(limits.maxAge));
    if (Temporal.PlainDate.compare(today, due) < 0) return pass(observed);
    return fail(observed, { id: 'password-age.reason.old', values: { due: due.toString() } });
  },
});
