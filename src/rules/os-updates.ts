import * as z from 'zod';
import type { FactValue } from '../facts/registry.ts';
import { defineRule, type Moment } from './rule.ts';
import { fail, type Message, pass, undecided } from './verdict.ts';

const dayInMs = 86_400_000;

type Updates = FactValue<'os-updates'>;

const limits = z.strictObject({
  days: z.number().positive().describe('days; the longest that an update may be missing'),
});
type Limits = z.infer<typeof limits>;

/** The system has every update that has been out for longer than the limit, and they are in force. */
export const osUpdates = defineRule({
  id: 'os-updates',
  clauses: [],
  needs: 'os-updates',
  limits,
  remedies: {
    linux: { settingsPage: 'os-updates', by: 'user' },
    windows: { settingsPage: 'os-updates', by: 'user' },
    macos: { settingsPage: 'os-updates', by: 'user' },
  },
  describeLimit: ({ days }) => ({ id: 'os-updates.limit', values: { days } }),
  // A system that looks each day would else be news each day.
  narrow(value, { days }, moment) {
    const { lookedAt, pausedUntil, ...judged } = value;
    const isWithin = ageOf(value.currentAt ?? value.lacksSince ?? moment.at, moment) <= days;
    return {
      ...judged,
      ...(lookedAt !== undefined && ageOf(lookedAt, moment) > days && { lookedAt }),
      ...(pausedUntil !== undefined && !isWithin && { pausedUntil }),
    };
  },
  judge(value, { days }, moment) {
    const { currentAt, bound, restartSince, lacksSince } = value;
    const observed = seen(value, { days }, moment);
    if (restartSince !== null && ageOf(restartSince, moment) > days)
      return fail(observed, { id: 'os-updates.reason.restart', values: { restartSince } });
    if (lacksSince !== undefined && ageOf(lacksSince, moment) > days)
      return fail(observed, lackOf(value, lacksSince, days, moment));
    if (currentAt === null) return undecided(observed, untold(value));
    // A day ahead of the clock cannot be true; less is a clock that is a little slow.
    if (ageOf(currentAt, moment) < -1) return undecided(observed, { id: 'os-updates.reason.future' });
    if (ageOf(currentAt, moment) <= days) return pass(observed);
    if (bound === 'exact') return fail(observed, lackOf(value, currentAt, days, moment));
    return undecided(observed, { id: 'os-updates.reason.later-unknown', values: { currentAt, days } });
  },
});

/** Days from then to the moment of the scan. */
function ageOf(at: string, moment: Moment): number {
  return (Date.parse(moment.at) - Date.parse(at)) / dayInMs;
}

/**
 * What keeps it from being current: updates that wait for a restart or for the end of a pause, ones that wait to be
 * installed, nobody who looked for any, or simply its age. The shortest way out comes first.
 */
function lackOf(value: Updates, currentAt: string, days: number, moment: Moment): Message {
  const { missing, restartSince, pausedUntil, lookedAt } = value;
  const because = (why: string, more: object = {}): Message => ({
    id: `os-updates.reason.${why}`,
    values: { currentAt, days, ...more },
  });
  if (missing !== null) return because(missing > 0 ? 'missing' : 'not-looked');
  if (restartSince !== null) return because('restart-first', { restartSince });
  if (pausedUntil !== undefined && ageOf(pausedUntil, moment) < 0) return because('paused', { pausedUntil });
  if (lookedAt !== undefined && ageOf(lookedAt, moment) > ageOf(currentAt, moment))
    return because('old-not-looked', { lookedAt });
  return because('old');
}

/** Of a system of which no moment is known at which it lacked nothing. */
function untold({ lacksSince }: Updates): Message {
  if (lacksSince === undefined) return { id: 'os-updates.reason.no-date' };
  return { id: 'os-updates.reason.earlier-unknown', values: { lacksSince } };
}

/** Where what is installed and what the system itself last did do not fit together, it says both. */
function seen(value: Updates, { days }: Limits, moment: Moment): Message {
  const { currentAt, missing, restartSince, lacksSince, lookedAt } = value;
  if (restartSince !== null) return { id: 'os-updates.observed.restart', values: { restartSince } };
  const count = missing ?? 0;
  if (count > 0) return { id: 'os-updates.observed.missing', values: { count } };
  if (currentAt === null && lacksSince !== undefined)
    return { id: 'os-updates.observed.lacking', values: { lacksSince } };
  if (currentAt === null) return { id: 'os-updates.observed.missing', values: { count } };
  if (lookedAt !== undefined && ageOf(lookedAt, moment) > days)
    return { id: 'os-updates.observed.current-not-looked', values: { currentAt, lookedAt } };
  return { id: 'os-updates.observed.current', values: { currentAt } };
}
