import { join } from 'node:path';
import { accountPasswordReading, type PasswordFinding } from '../account-password-reading.ts';
import { KeptAnswer } from '../kept-answer.ts';
import type { Probe } from '../probe.ts';
import { readOwnPassword } from './account-password/own-password.ts';
import { readSignInPage } from './account-password/sign-in-page.ts';
import { identityOf } from './file-identity.ts';
import type { LinuxSystem } from './system.ts';

/** Whether somebody gets in without a password. While /etc/shadow stays the same, so does what is known of the password. */
export function accountPasswordProbe(system: LinuxSystem): Probe<'account-password'> {
  const kept = new KeptAnswer<PasswordFinding>();
  const files = ['etc/shadow', 'etc/passwd', 'etc/nsswitch.conf'].map((file) => join(system.root, file));
  return {
    fact: 'account-password',
    budgetMs: 5000,
    async read(signal) {
      const [password, page] = await Promise.all([
        identityOf(files).then((key) => kept.get(key, () => readOwnPassword(system, signal))),
        readSignInPage(system.root),
      ]);
      return accountPasswordReading(password, page.automaticSignIn, page.guest);
    },
  };
}
