import { accountPasswordReading } from '../account-password-reading.ts';
import type { Probe } from '../probe.ts';
import { readOwnPassword } from './account-password/own-password.ts';
import { readAutomaticSignIn, readGuest } from './account-password/sign-in-window.ts';
import { readFileVault } from './file-vault.ts';
import type { MacSystem } from './system.ts';

/** Whether somebody gets in without a password. None is ever tried: that would count as a failed sign-in. */
export function accountPasswordProbe(system: MacSystem): Probe<'account-password'> {
  return {
    fact: 'account-password',
    budgetMs: 5000,
    async read(signal) {
      const fileVault = await readFileVault(system, signal);
      const [password, automaticSignIn, guest] = await Promise.all([
        readOwnPassword(system, fileVault, signal),
        readAutomaticSignIn(system, fileVault),
        readGuest(system),
      ]);
      return accountPasswordReading(password, automaticSignIn, guest);
    },
  };
}
