import { type SwitchFinding, together, unclear } from '../../account-password-reading.ts';
import { activeDisplayManagers } from './active-display-managers.ts';
import { consoleSignIn } from './consoles.ts';
import { passwordlessSignIn } from './passwordless-groups.ts';
import { suseSignIn } from './suse-display-manager.ts';

const noPage = 'no display manager';

/** What can be had at this computer's sign-in page, or at its start, without a password. */
export async function readSignInPage(
  root: string,
): Promise<{ automaticSignIn: SwitchFinding; guest: SwitchFinding }> {
  const { known, other } = await activeDisplayManagers(root);
  const unread = other === undefined ? [] : [unclear('missing-source', `display manager ${other}`)];
  const isSuse = known.length > 0 ? [suseSignIn(root)] : [];
  const [automatic, guests] = await Promise.all([
    Promise.all([
      ...known.map((manager) => manager.automaticSignIn(root)),
      ...isSuse,
      passwordlessSignIn(root, known),
      consoleSignIn(root),
    ]),
    Promise.all(known.flatMap((manager) => manager.guest?.(root) ?? [])),
  ]);
  return {
    automaticSignIn: together([...automatic, ...unread], noPage),
    guest: together([...guests, ...unread], known.length === 0 ? noPage : 'no guest sessions here'),
  };
}
