import { known, type Reading, unknown } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Probe } from '../probe.ts';
import { parseMounts } from './disk-encryption/mounts.ts';
import { readSwap } from './disk-encryption/swap.ts';
import { readUnmounted } from './disk-encryption/unmounted.ts';
import { type KeptDatasets, readVolumes } from './disk-encryption/volumes.ts';
import { readText } from './read-text.ts';
import type { LinuxSystem } from './system.ts';

const mountsFile = '/proc/self/mountinfo';

/** What the kernel says of the devices behind each volume. Nobody needs a right for it, and nothing is started but for ZFS. */
export function diskEncryptionProbe(system: LinuxSystem): Probe<'disk-encryption'> {
  const kept: KeptDatasets = new Map();
  return { fact: 'disk-encryption', budgetMs: 5000, read: (signal) => read(system, kept, signal) };
}

async function read(
  system: LinuxSystem,
  kept: KeptDatasets,
  signal: AbortSignal,
): Promise<Reading<FactValue<'disk-encryption'>>> {
  const file = await readText(system.root, mountsFile);
  if (file.found !== 'text')
    return unknown(file.found === 'missing' ? 'missing-source' : file.found, mountsFile);
  const mounts = parseMounts(file.text);
  if (mounts === undefined) return unknown('unparsable', mountsFile);
  const [volumes, unmounted, swap] = await Promise.all([
    readVolumes(system, mounts, kept, signal),
    readUnmounted(system.root, mounts),
    readSwap(system.root),
  ]);
  const all = [...volumes, ...unmounted, ...swap];
  const sources = new Set(all.map(({ source }) => source));
  return known({ volumes: all }, [...sources].join(', ') || mountsFile);
}
