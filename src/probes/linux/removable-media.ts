import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { known, type Reading, unknown } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Medium } from '../../facts/removable-media.ts';
import type { Probe } from '../probe.ts';
import { type Found, mediumBehind } from './removable-media/medium.ts';
import type { LinuxSystem } from './system.ts';

const folder = '/sys/block';

/**
 * What the kernel says of every block device, whoever asks, and of discs what udev wrote down. What went again nobody
 * keeps: the observer does.
 */
export function removableMediaProbe({ root }: LinuxSystem): Probe<'removable-media'> {
  return { fact: 'removable-media', budgetMs: 2000, read: () => read(root) };
}

async function read(root: string): Promise<Reading<FactValue<'removable-media'>>> {
  const names = await readdir(join(root, folder)).catch((error: NodeJS.ErrnoException) => error);
  if (!Array.isArray(names)) return unknown(names.code === 'ENOENT' ? 'missing-source' : 'failed', folder);
  const found = await Promise.all(names.sort().map((name) => mediumBehind(root, name)));
  const unread = found.filter((each) => each.found === 'unread');
  return known(
    {
      media: mediaIn(found),
      kept: [],
      watchedSince: null,
      comparedWith: null,
      left: 0,
      unread: unread.map(({ source, detail }) => ({ source, detail })),
    },
    folder,
  );
}

/** A stick may show a disc with programs of its own beside itself: that is the stick, and no disc of anybody's. */
function mediaIn(found: readonly Found[]): Medium[] {
  const media = found.filter((each) => each.found === 'medium');
  const sticks = new Set(media.filter(({ medium }) => medium.kind === 'usb-drive').map(({ usb }) => usb));
  return media
    .filter(({ medium, usb }) => medium.kind !== 'disc' || !sticks.has(usb))
    .map(({ medium }) => medium);
}
