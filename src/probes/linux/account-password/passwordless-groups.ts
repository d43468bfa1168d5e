import { type SwitchFinding, unclear } from '../../account-password-reading.ts';
import { readText } from '../read-text.ts';
import type { DisplayManager } from './display-manager.ts';

/** What the pages' own files include, on Debian, Arch and Fedora. */
const included = ['common-auth', 'system-login', 'system-auth'];
/** `auth sufficient pam_succeed_if.so user ingroup nopasswdlogin`: Debian, Ubuntu, UOS ("免密登录") and Arch's wiki have it so. */
const rule =
  /^\s*auth\s+(?:sufficient|\[success=done\b[^\]]*\])\s+\S*pam_succeed_if\.so\b.*\buser\s+ingroup\s+(\S+)/gm;

/** Whether a sign-in page asks the members of a group for no password, and the group has members. */
export async function passwordlessSignIn(
  root: string,
  managers: readonly DisplayManager[],
): Promise<SwitchFinding> {
  const groups = await exemptGroups(root, managers);
  if (!Array.isArray(groups)) return groups;
  if (groups.length === 0) return { state: 'off', source: '/etc/pam.d' };
  const file = await readText(root, 'etc/group');
  if (file.found !== 'text')
    return unclear(file.found === 'missing' ? 'missing-source' : file.found, '/etc/group');
  const full = groups.find((group) => hasMembers(file.text, group));
  return full === undefined
    ? { state: 'off', source: '/etc/group' }
    : { state: 'on', source: `/etc/group ${full}` };
}

async function exemptGroups(
  root: string,
  managers: readonly DisplayManager[],
): Promise<string[] | SwitchFinding> {
  const groups = new Set<string>();
  for (const name of [...managers.map(({ pam }) => pam), ...(managers.length === 0 ? [] : included)]) {
    const source = `/etc/pam.d/${name}`;
    const file = await readText(root, source);
    if (file.found === 'denied' || file.found === 'failed') return unclear(file.found, source);
    if (file.found === 'text') for (const [, group = ''] of file.text.matchAll(rule)) groups.add(group);
  }
  return [...groups];
}

/** group(5): name, password, number, members. */
function hasMembers(groups: string, name: string): boolean {
  const line = groups.split('\n').find((each) => each.startsWith(`${name}:`));
  return (line?.split(':')[3]?.trim() ?? '') !== '';
}
