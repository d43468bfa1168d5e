import * as z from 'zod';
import { defineFact } from './fact.ts';

/** `unclear`: it could not be read, or what was read does not say. */
const onOff = z.enum(['on', 'off', 'unclear']);
const readFrom = {
  source: z.string().describe('where it was read'),
  detail: z.string().optional().describe('what was unclear; technical'),
};

export const accountPassword = defineFact({
  name: 'account-password',
  meaning: 'Whether somebody can get into this computer without a password.',
  value: z.object({
    password: z
      .object({
        state: z
          .enum(['set', 'elsewhere', 'none', 'locked', 'untold', 'unclear'])
          .describe(
            'of the signed-in account. elsewhere: an online service or a directory keeps it, and lets nobody in without; locked: no password opens this account; untold: the system does not tell whether it is empty',
          ),
        wouldTell: z
          .enum(['windows-hello', 'filevault'])
          .optional()
          .describe('what would show it, once it is set up; where the system does not tell'),
        ...readFrom,
      })
      .describe('of the signed-in account'),
    automaticSignIn: z
      .object({ state: onOff, ...readFrom })
      .describe(
        'whether anybody is let in without being asked, when the computer starts or at its sign-in page',
      ),
    guest: z.object({ state: onOff, ...readFrom }).describe('the guest account, or guest sessions'),
  }),
  example: {
    password: { state: 'set', source: 'passwd -S' },
    automaticSignIn: { state: 'off', source: '/etc/gdm3/custom.conf' },
    guest: { state: 'off', source: '/etc/gdm3/custom.conf' },
  },
});
export type AccountPassword = typeof accountPassword.example;
