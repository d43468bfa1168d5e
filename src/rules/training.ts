import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { calendarSpan } from './calendar-span.ts';
import { defineRule } from './rule.ts';
import { fail, pass, undecided } from './verdict.ts';

const remedy = { settingsPage: null, by: 'user', opens: 'training' } as const;

/** Whoever uses the computer has read the rulebook as it is now, and answered its questions, within twelve months. */
export const training = defineRule({
  id: 'training',
  clauses: ['IS-12'],
  needs: 'training',
  limits: z.strictObject({ validity: calendarSpan.describe('ISO 8601 span; it ends on the day after it') }),
  remedies: { linux: remedy, windows: remedy, macos: remedy },
  describeLimit: (limits) => ({ id: 'training.limit', values: { span: limits.validity } }),
  judge({ rulebook, passed }, limits, moment) {
    if (passed === null) return fail({ id: 'training.observed.never' }, { id: 'training.reason.never' });
    const observed = { id: 'training.observed.passed', values: { on: passed.on, score: passed.score } };
    if (passed.rulebook !== rulebook) return fail(observed, { id: 'training.reason.other-rulebook' });
    const on = Temporal.PlainDate.from(passed.on);
    const today = Temporal.PlainDate.from(moment.today);
    // The day is this computer's own on both sides; one of tolerance, as it may have travelled.
    if (Temporal.PlainDate.compare(on, today.add({ days: 1 })) > 0)
      return undecided(observed, { id: 'training.reason.future' });
    const due = on.add(Temporal.Duration.from(limits.validity));
    if (Temporal.PlainDate.compare(today, due) < 0) return pass(observed);
    return fail(observed, { id: 'training.reason.old', values: { due: due.toString() } });
  },
});
