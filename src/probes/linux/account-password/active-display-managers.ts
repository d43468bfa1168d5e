import { readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { firstExisting } from '../first-existing.ts';
import { listProcesses } from '../processes.ts';
import { readText } from '../read-text.ts';
import type { DisplayManager } from './display-manager.ts';
import { gdm } from './gdm.ts';
import { greetd } from './greetd.ts';
import { lightdm } from './lightdm.ts';
import { lxdm } from './lxdm.ts';
import { sddm } from './sddm.ts';

const known: readonly DisplayManager[] = [gdm, lightdm, sddm, greetd, lxdm];

export interface ActiveDisplayManagers {
  readonly known: readonly DisplayManager[];
  /** The name of one that starts with the computer, and whose settings are not known here. */
  readonly other: string | undefined;
}

/** Those that run now or start with the computer: what an uninstalled one has left in /etc counts for nothing. */
export async function activeDisplayManagers(root: string): Promise<ActiveDisplayManagers> {
  const [starting, { processes }] = await Promise.all([startsWithComputer(root), listProcesses(root)]);
  const running = processes.filter(({ uid, name }) => uid === 0 && isKnown(name)).map(({ name }) => name);
  const names = new Set(starting === undefined ? running : [...running, starting]);
  return {
    known: known.filter((manager) => manager.names.some((name) => names.has(name))),
    other: starting === undefined || isKnown(starting) ? undefined : starting,
  };
}

function isKnown(name: string): boolean {
  return known.some((manager) => manager.names.includes(name));
}

/** systemd starts what this link names; without systemd, Debian's scripts go by a file. */
async function startsWithComputer(root: string): Promise<string | undefined> {
  const link = join(root, 'etc/systemd/system/display-manager.service');
  const target = await readlink(link).catch(() => undefined);
  if (target !== undefined) return basename(target, '.service');
  if ((await firstExisting(root, ['/run/systemd/system'])) !== undefined) return undefined;
  const file = await readText(root, 'etc/X11/default-display-manager');
  return file.found === 'text' ? basename(file.text.trim()) || undefined : undefined;
}
