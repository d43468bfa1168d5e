import { readFileSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { machineWith } from '../fake-machine.ts';

const file = new URL('../../../fixtures/linux/block-devices/luks-lvm-raid-btrfs.txt', import.meta.url);

/** The captured machine, its listing changed line by line where a test wants another one. @returns its root. */
export async function capturedDevices(change: (line: string) => string = (line) => line): Promise<string> {
  const lines = readFileSync(file, 'utf8').split('\n').map(change);
  const part = (name: string) => {
    const start = lines.indexOf(`=====${name}`) + 1;
    const length = lines.slice(start).findIndex((line) => line.startsWith('====='));
    return lines.slice(start, length < 0 ? undefined : start + length);
  };
  const root = await machineWith({
    'proc/self/mountinfo': `${part('MOUNTS').join('\n')}\n`,
    'proc/swaps': `${part('SWAPS').join('\n')}\n`,
  });
  for (const line of part('LINKS')) await put(root, line);
  return root;
}

async function put(root: string, line: string): Promise<void> {
  const [kind, path = '', ...rest] = line.split(' ');
  const full = join(root, 'sys', path);
  await mkdir(kind === 'D' ? full : dirname(full), { recursive: true });
  if (kind === 'L') await symlink(rest.join(' '), full);
  if (kind === 'F') await writeFile(full, `${rest.join(' ')}\n`);
}
