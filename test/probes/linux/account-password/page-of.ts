import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readSignInPage } from '../../../../src/probes/linux/account-password/sign-in-page.ts';
import { machineWith } from '../fake-machine.ts';

/** The sign-in page of a machine with these files, on which systemd starts this display manager. */
export async function pageOf(manager: string | undefined, files: Readonly<Record<string, string>>) {
  const root = await machineWith({ 'proc/1/comm': 'systemd\n', 'run/systemd/system/.keep': '', ...files });
  if (manager !== undefined) {
    const link = join(root, 'etc/systemd/system/display-manager.service');
    await mkdir(dirname(link), { recursive: true });
    await symlink(`/lib/systemd/system/${manager}.service`, link);
  }
  return readSignInPage(root);
}
