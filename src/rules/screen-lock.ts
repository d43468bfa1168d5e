import * as z from 'zod';
import { toNumber } from '../facts/fact.ts';
import type { FactValue } from '../facts/registry.ts';
import { defineRule } from './rule.ts';
import { fail, type Judgement, type Message, pass, undecided } from './verdict.ts';

const lockLimits = z.strictObject({
  waitSeconds: z.number().positive().describe('seconds from the last input to screen saver or lock'),
  graceSeconds: z.number().nonnegative().describe('seconds from there until the password is asked for'),
});

/** Whoever leaves for a moment leaves a locked screen behind, five minutes later at most. */
export const screenLock = defineRule({
  id: 'screen-lock',
  clauses: ['IS-7', 'CR-10'],
  needs: 'screen-lock',
  limits: lockLimits,
  remedies: {
    linux: { settingsPage: 'screen-lock', by: 'user' },
    windows: { settingsPage: 'screen-lock', by: 'user' },
    macos: { settingsPage: 'screen-lock', by: 'user' },
  },
  describeLimit: (limits) => ({
    id: 'screen-lock.limit',
    values: { wait: limits.waitSeconds, grace: limits.graceSeconds },
  }),
  judge(value, limits) {
    const judgement = judgeLock(value, limits);
    const [source] = value.unread ?? [];
    // What could not be read could only lock sooner: it makes no pass doubtful, but every fail.
    if (judgement.status !== 'fail' || source === undefined) return judgement;
    return undecided(judgement.observed, { id: 'screen-lock.reason.unread', values: { source } });
  },
});

function judgeLock(value: FactValue<'screen-lock'>, limits: z.infer<typeof lockLimits>): Judgement {
  const wait = toNumber(value.wait);
  const grace = toNumber(value.grace);
  if (wait === Number.POSITIVE_INFINITY) return fail(seen('never'), { id: 'screen-lock.reason.never' });
  const observed = seen(grace === 0 ? 'locks-at-once' : 'locks', { wait, grace, desktop: value.desktop });
  if (!value.passwordRequired || grace === Number.POSITIVE_INFINITY)
    return fail(seen('no-password', { wait }), { id: 'screen-lock.reason.no-password' });
  if (wait > limits.waitSeconds)
    return fail(observed, {
      id: 'screen-lock.reason.wait',
      values: { wait, limit: limits.waitSeconds },
    });
  if (grace > limits.graceSeconds)
    return fail(observed, {
      id: 'screen-lock.reason.grace',
      values: { grace, limit: limits.graceSeconds },
    });
  return pass(observed);
}

function seen(
  what: 'never' | 'locks' | 'locks-at-once' | 'no-password',
  values?: Message['values'],
): Message {
  return values === undefined
    ? { id: `screen-lock.observed.${what}` }
    : { id: `screen-lock.observed.${what}`, values };
}
