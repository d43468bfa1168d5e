import type { Volume } from '../../../facts/disk-encryption.ts';
import { readText } from '../read-text.ts';
import { deviceFolder, encryptionOf } from './block-device.ts';
import { kernelName } from './kernel-name.ts';

const source = '/proc/swaps';

/** Partitions that memory is written out to. A file lies on a volume that is looked at itself; zram is memory. */
export async function readSwap(root: string): Promise<Volume[]> {
  const file = await readText(root, source);
  // A kernel without swap has no such file.
  if (file.found !== 'text') return [];
  const lines = file.text.split('\n').slice(1);
  const names = lines.flatMap((line) => /^(\/dev\/\S+)\s+partition\b/.exec(line)?.[1] ?? []);
  return Promise.all(
    names.filter((name) => !/^\/dev\/zram\d/.test(name)).map((name) => ofDevice(root, name)),
  );
}

async function ofDevice(root: string, name: string): Promise<Volume> {
  const device = await kernelName(root, name);
  const folder = device === undefined ? undefined : await deviceFolder(root, device);
  const state = folder === undefined ? 'unclear' : await encryptionOf(folder);
  return { name, role: 'swap', state, source };
}
