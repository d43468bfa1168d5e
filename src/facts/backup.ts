import * as z from 'zod';
import { defineFact } from './fact.ts';

/** What makes backups, and `note`: what IT's own job leaves when it has finished. */
export const backupTools = [
  'file-history',
  'windows-backup',
  'time-machine',
  'deja-dup',
  'restic',
  'borg',
  'note',
] as const;

export const backup = defineFact({
  name: 'backup',
  meaning: 'When the documents of this computer were last backed up.',
  value: z.object({
    backups: z
      .array(
        z.object({
          tool: z.enum(backupTools),
          finishedAt: z.iso
            .datetime()
            .nullable()
            .describe('when the last backup was finished; null where it is set up and none ever was'),
          exact: z
            .boolean()
            .describe(
              'false: the tool keeps its dates to itself; this is when it last wrote, and no backup is later',
            ),
          source: z.string().describe('where it was seen'),
        }),
      )
      .describe('what is set up here, or left its trace at a place that the policy names'),
    namedHere: z
      .boolean()
      .describe('whether the policy names a place on a system of this kind, so that one has to be found'),
    unread: z
      .array(z.object({ source: z.string(), detail: z.string() }))
      .describe('places that are there and do not tell: a backup may be behind them'),
  }),
  example: {
    backups: [
      {
        tool: 'restic',
        finishedAt: '2026-11-23T18:00:04.000Z',
        exact: true,
        source: '/srv/backup/restic',
      },
    ],
    namedHere: true,
    unread: [],
  },
});
export type BackupTrace = (typeof backup.example)['backups'][number];
