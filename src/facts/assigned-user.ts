import * as z from 'zod';
import { defineFact } from './fact.ts';

export const assignedUser = defineFact({
  name: 'assigned-user',
  meaning: 'Who is signed in to this computer, and who was last signed in when.',
  value: z.object({
    people: z
      .array(
        z.object({
          names: z
            .array(z.string())
            .describe(
              'the account as the system writes it: `name`, `DOMAIN\\name` or `name@domain`; none where it does not tell',
            ),
          anyCase: z.boolean().describe('whether Zhang and zhang are one account here'),
          now: z.boolean().describe('whether it is signed in at the moment'),
          lastAt: z.iso
            .datetime()
            .nullable()
            .describe(
              'when it last signed in; null only where it is signed in, and nothing tells since when',
            ),
          source: z.string().describe('where it was seen'),
        }),
      )
      .describe('all of them, or of these the ones that IT has not named; system accounts are never here'),
    knownSince: z.iso
      .datetime()
      .nullable()
      .describe(
        'from when on it was written down who signed in; null where of every account the last time is kept',
      ),
    comparedWith: z
      .object({
        accounts: z.array(z.string()),
        lookbackDays: z.number().nonnegative(),
        namedSince: z.iso
          .datetime()
          .nullable()
          .describe('sign-ins before IT named the accounts do not count'),
      })
      .nullable()
      .describe('what everybody was compared with, and how far back; null while all of them stand here'),
    unread: z
      .array(z.object({ source: z.string(), detail: z.string() }))
      .describe('sources that could not be read: while there is one, "nobody else" cannot be said'),
  }),
  example: {
    people: [
      {
        names: ['CORP\\zhangwei', 'zhangwei@corp.example'],
        anyCase: true,
        now: true,
        lastAt: '2026-11-20T00:41:07.000Z',
        source: 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList',
      },
    ],
    knownSince: null,
    comparedWith: null,
    unread: [],
  },
});
export type AssignedUser = (typeof assignedUser)['example'];
export type Person = AssignedUser['people'][number];
