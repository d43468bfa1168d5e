import { accountPasswordReading } from '../account-password-reading.ts';
import type { Probe } from '../probe.ts';
import { readAutomaticSignIn } from './account-password/automatic-sign-in.ts';
import { readGuest } from './account-password/guest.ts';
import { readOwnPassword } from './account-password/own-password.ts';
import { budgetMs } from './budget.ts';
import type { WindowsSystem } from './system.ts';

/** Whether somebody gets in without a password. None is ever tried: that would count as a failed sign-in. */
export function accountPasswordProbe(system: WindowsSystem): Probe<'account-password'> {
  return {
    fact: 'account-password',
    budgetMs,
    async read() {
      const [password, automaticSignIn, guest] = await Promise.all([
        readOwnPassword(system),
        readAutomaticSignIn(system),
        readGuest(system),
      ]);
      return accountPasswordReading(password, automaticSignIn, guest);
    },
  };
}
