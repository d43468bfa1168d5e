import * as z from 'zod';
import type { FactValue } from '../facts/registry.ts';
import { defineRule } from './rule.ts';
import { fail, type Message, pass, undecided } from './verdict.ts';

const dayInMs = 86_400_000;

/** The system has every update that has been out for longer than the limit, and they are in force. */
export const osUpdates = defineRule({
  id: 'os-updates',
  clauses: [],
  needs: 'os-updates',
  limits: z.strictObject({
    days: z.number().positive().describe('days; the longest that an update may be missing'),
  }),
  remedies: {
    linux: { settingsPage: 'os-updates', by: 'user' },
    windows: { settingsPage: 'os-updates', by: 'user' },
    macos: { settingsPage: 'os-updates', by: 'user' },
  },
  describeLimit: ({ days }) => ({ id: 'os-updates.limit', values: { days } }),
  judge(value, { days }, moment) {
    const { currentAt, bound, restartSince } = value;
    const observed = seen(value);
    const daysSince = (at: string) => (Date.parse(moment.at) - Date.parse(at)) / dayInMs;
    if (restartSince !== null && daysSince(restartSince) > days)
      return fail(observed, { id: 'os-updates.reason.restart', values: { restartSince } });
    if (currentAt === null) return undecided(observed, { id: 'os-updates.reason.no-date' });
    // A day ahead of the clock cannot be true; less is a clock that is a little slow.
    if (daysSince(currentAt) < -1) return undecided(observed, { id: 'os-updates.reason.future' });
    if (daysSince(currentAt) <= days) return pass(observed);
    const values = { currentAt, days };
    if (bound === 'at-least') return undecided(observed, { id: 'os-updates.reason.later-unknown', values });
    return fail(observed, { id: `os-updates.reason.${lackOf(value)}`, values });
  },
});

/** What keeps it from being current: updates that wait, nobody who looked for any, or simply its age. */
function lackOf({ missing }: FactValue<'os-updates'>): string {
  if (missing === null) return 'old';
  return missing > 0 ? 'missing' : 'not-looked';
}

function seen({ currentAt, missing, restartSince }: FactValue<'os-updates'>): Message {
  if (restartSince !== null) return { id: 'os-updates.observed.restart', values: { restartSince } };
  const count = missing ?? 0;
  if (count > 0 || currentAt === null) return { id: 'os-updates.observed.missing', values: { count } };
  return { id: 'os-updates.observed.current', values: { currentAt } };
}
