import * as z from 'zod';
import { defineFact, seconds } from './fact.ts';

export const screenLock = defineFact({
  name: 'screen-lock',
  meaning: 'How long the screen of the signed-in user stays open when nobody touches the computer.',
  value: z.object({
    desktop: z.string().describe('the desktop that is running, e.g. GNOME, XFCE, Windows'),
    mechanism: z.string().describe('what locks: the one of several that comes first'),
    wait: seconds.describe('seconds from the last input to the screen saver or the lock'),
    grace: seconds.describe('seconds from there until the password is really asked for'),
    passwordRequired: z.boolean().describe('whether leaving the screen saver asks for the password'),
    managed: z.boolean().describe('whether an administrator has fixed at least one of these settings'),
    unread: z
      .array(z.string())
      .optional()
      .describe('sources that exist here and could not be read: what they set could only lock sooner'),
  }),
  example: {
    desktop: 'GNOME',
    mechanism: 'gnome-shell',
    wait: 300,
    grace: 0,
    passwordRequired: true,
    managed: false,
  },
});
