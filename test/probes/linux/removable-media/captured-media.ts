import { readFileSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { machineWith } from '../fake-machine.ts';

const file = new URL('../../../fixtures/linux/removable-media/qemu-usb-sd-discs.txt', import.meta.url);
const lines = readFileSync(file, 'utf8').trimEnd().split('\n');

function part(name: string): string[] {
  const start = lines.indexOf(`=====${name}`) + 1;
  const length = lines.slice(start).findIndex((line) => line.startsWith('====='));
  return lines.slice(start, length < 0 ? undefined : start + length);
}

/** The captured machine, its listing changed line by line where a test wants another one. @returns its root. */
export async function capturedMedia(change: (line: string) => string = (line) => line): Promise<string> {
  const root = await machineWith(recordsOf(part('RECORDS')));
  for (const line of part('LINKS').map(change)) await put(root, line);
  return root;
}

/** The same machine with nothing but what is built in, and its empty drives. */
export function withoutMedia(line: string): string {
  return /^L block\/(sd[bcd]|sr[02]|mmc)/.test(line) ? '' : line;
}

/** What the kernel and udev did when the stick was unplugged. */
export async function unplugStick(root: string): Promise<void> {
  for (const line of part('GONE')) {
    if (line.startsWith('L block/')) await rm(join(root, 'sys', line.split(' ')[1] ?? ''));
    if (line.startsWith('# ')) await rm(join(root, 'run/udev/data', line.slice(2)));
  }
}

function recordsOf(listing: readonly string[]): Record<string, string> {
  const records = listing.join('\n').split(/^# /m).slice(1);
  return Object.fromEntries(
    records.map((record) => {
      const [name = '', ...content] = record.split('\n');
      return [`run/udev/data/${name}`, content.join('\n')];
    }),
  );
}

async function put(root: string, line: string): Promise<void> {
  if (line === '') return;
  const [kind, path = '', ...rest] = line.split(' ');
  const full = join(root, 'sys', path);
  await mkdir(dirname(full), { recursive: true });
  if (kind === 'L') await symlink(rest.join(' '), full);
  else await writeFile(full, `${rest.join(' ')}\n`);
}
