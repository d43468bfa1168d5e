import { readText } from './read-text.ts';
import type { LinuxSystem } from './system.ts';

/**
 * Whether the user's account is one of this computer's own: one that is not in /etc/passwd comes from elsewhere (a
 * directory, systemd-homed), which keeps its password itself. Where the file can't be read it is taken for its own.
 */
export async function isLocalAccount({ root, userName }: LinuxSystem): Promise<boolean> {
  const accounts = await readText(root, 'etc/passwd');
  if (accounts.found !== 'text') return true;
  return accounts.text.split('\n').some((line) => line.startsWith(`${userName}:`));
}
