import * as z from 'zod';
import { defineFact } from './fact.ts';

/** Something that a person opens; a part of the system that no menu shows; what runs now, installed or not. */
export const programKinds = ['application', 'component', 'running'] as const;

/** Keys of list entries, as `entryKey` of the rule makes them. */
const keys = z.array(z.string());

export const approvedSoftware = defineFact({
  name: 'approved-software',
  meaning: 'The programs on this computer; once it leaves the computer, only those that its policy forbids.',
  value: z.object({
    programs: z
      .array(
        z.object({
          names: z
            .array(z.string())
            .describe('as people see it first, then as the system calls it; none for what only runs'),
          publisher: z.string().nullable().describe('null where the system does not tell'),
          executables: z.array(z.string()).describe('file names, without folders'),
          kind: z.enum(programKinds),
          game: z.boolean().describe('its own maker files it under games'),
          source: z.string().describe('where it was seen'),
        }),
      )
      .describe('all that were read, or of these the ones that the lists forbid'),
    comparedWith: z
      .object({ forbidden: keys, approved: keys, onlyApproved: z.boolean(), games: z.boolean() })
      .nullable()
      .describe('what every program was compared with; null while all of them stand here'),
    left: z.int().nonnegative().describe('how many forbidden ones are not listed, for they were too many'),
    installed: z.int().nonnegative().describe('how many installed programs were read'),
    unread: z
      .array(z.object({ source: z.string(), detail: z.string() }))
      .describe('sources that exist here and could not be read: while there is one, "none" cannot be said'),
  }),
  example: {
    programs: [
      {
        names: ['Steam', 'steam-launcher'],
        publisher: 'Valve Corporation',
        executables: ['steam'],
        kind: 'application',
        game: true,
        source: '/usr/share/applications/steam.desktop',
      },
    ],
    comparedWith: { forbidden: ['1k9xq3z'], approved: [], onlyApproved: false, games: true },
    left: 0,
    installed: 1714,
    unread: [],
  },
});
export type SoftwareFact = (typeof approvedSoftware)['example'];
export type Program = SoftwareFact['programs'][number];
