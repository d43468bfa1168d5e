import * as z from 'zod';
import { type Change, compare } from './configuration/changes.ts';
import { defineRule } from './rule.ts';
import { fail, type Message, pass, undecided } from './verdict.ts';

const remedy = { settingsPage: null, by: 'it' } as const;

/** The computer is as IT accepted it: nobody has built something in, taken something out or set it up anew. */
export const configuration = defineRule({
  id: 'configuration',
  clauses: ['IS-10'],
  needs: 'configuration',
  limits: z.strictObject({}),
  remedies: { linux: remedy, windows: remedy, macos: remedy },
  describeLimit: () => ({ id: 'configuration.limit' }),
  judge(value, _limits, _moment, { acceptedConfiguration: accepted }) {
    if (accepted === null) return undecided(null, { id: 'configuration.reason.not-accepted' });
    const { changes, uncompared } = compare(accepted, value);
    const [first] = changes;
    if (first !== undefined) return fail(seen(changes), reasonOf(first));
    if (uncompared.length === 0 && value.unread.length === 0)
      return pass({ id: 'configuration.observed.same' });
    const source = value.unread[0]?.source ?? '';
    const why = source === '' ? 'told-otherwise' : 'unread';
    return undecided(
      { id: 'configuration.observed.partly' },
      { id: `configuration.reason.${why}`, values: { source } },
    );
  },
});

function seen(changes: readonly Change[]): Message {
  return { id: 'configuration.observed.changed', values: { changes: changes.map(arrow) } };
}

function reasonOf(change: Change): Message {
  return { id: `configuration.reason.${change.part}`, values: { change: arrow(change) } };
}

/** `2 × 8 GB → 1 × 8 GB`; a dash where there is nothing. */
function arrow({ before, after }: Change): string {
  return [before, after].map((texts) => texts.join(' + ') || '—').join(' → ');
}
