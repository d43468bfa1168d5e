import * as z from 'zod';
import type { BackupTrace } from '../facts/backup.ts';
import type { FactValue } from '../facts/registry.ts';
import { defineRule } from './rule.ts';
import { fail, type Message, pass, undecided } from './verdict.ts';

const dayInMs = 86_400_000;

type Finished = BackupTrace & { readonly finishedAt: string };

/** Important documents are backed up regularly: the newest backup that was finished counts, whatever made it. */
export const backup = defineRule({
  id: 'backup',
  clauses: ['IS-10'],
  needs: 'backup',
  limits: z.strictObject({
    days: z.number().positive().describe('days; the oldest that the last backup may be'),
    places: z
      .array(z.string())
      .describe(
        'restic or Borg repositories on this computer, to look at beside what the systems tell themselves. Of any ' +
          'system: those of another are passed over',
      ),
  }),
  remedies: {
    linux: { settingsPage: 'backup', by: 'user' },
    windows: { settingsPage: 'backup', by: 'user' },
    macos: { settingsPage: 'backup', by: 'user' },
  },
  placesToRead: ({ places }) => places,
  describeLimit: ({ days }) => ({ id: 'backup.limit', values: { days } }),
  judge({ backups, namedHere, unread }, { days }, { at }) {
    const finished = backups.filter((each): each is Finished => each.finishedAt !== null);
    const age = ({ finishedAt }: Finished) => Date.parse(at) - Date.parse(finishedAt);
    const sorted = finished.toSorted((one, other) => age(one) - age(other));
    // Dated more than a day ahead it cannot be true: the clock or the file lies.
    const [future] = sorted.filter((each) => age(each) < -dayInMs);
    const dated = sorted.filter((each) => age(each) >= -dayInMs);
    const recent = dated.filter((each) => age(each) <= days * dayInMs);
    const proof = recent.find(({ exact }) => exact);
    if (proof !== undefined) return pass(seen(proof));
    const [newest] = dated;
    const observed = newest === undefined ? nothing : seen(newest);
    const doubt = doubtOf(recent[0], unread[0], future);
    if (doubt !== null) return undecided(observed, doubt);
    if (newest !== undefined)
      return fail(observed, { id: 'backup.reason.old', values: { finishedAt: newest.finishedAt, days } });
    if (backups.length > 0) return fail(observed, { id: 'backup.reason.never' });
    if (namedHere) return fail(observed, { id: 'backup.reason.none' });
    // A company may back up from afar, which leaves no trace here: IT can name one in the policy.
    return undecided(observed, { id: 'backup.reason.no-trace' });
  },
});

/** Why that no recent backup was proven does not prove that there is none. */
function doubtOf(
  written: Finished | undefined,
  unread: FactValue<'backup'>['unread'][number] | undefined,
  future: Finished | undefined,
): Message | null {
  if (written !== undefined) return { id: 'backup.reason.inexact', values: { source: written.source } };
  if (unread !== undefined) return { id: 'backup.reason.unread', values: { source: unread.source } };
  return future === undefined ? null : { id: 'backup.reason.future', values: { source: future.source } };
}

const nothing: Message = { id: 'backup.observed.none' };

function seen({ tool, finishedAt }: Finished): Message {
  return { id: `backup.observed.${tool}`, values: { finishedAt } };
}
