import { known } from '../../facts/fact.ts';
import type { Probe } from '../probe.ts';
import { readBuiltInAdapters } from './configuration/adapters.ts';
import { blockFolder, readDisks } from './configuration/disks.ts';
import { memoryFolder, readMemory } from './configuration/memory.ts';
import { readEdition, readHostName, readProcessor } from './configuration/names.ts';
import { adaptersFolder } from './network-isolation/adapters.ts';
import type { LinuxSystem } from './system.ts';

/** What the kernel and udev have of this computer in files: no right and no program is needed to read them. */
export function configurationProbe({ root }: Pick<LinuxSystem, 'root'>): Probe<'configuration'> {
  return {
    fact: 'configuration',
    budgetMs: 3000,
    async read() {
      const [processor, memory, disks, adapters, edition, hostName] = await Promise.all([
        readProcessor(root),
        readMemory(root),
        readDisks(root),
        readBuiltInAdapters(root),
        readEdition(root),
        readHostName(root),
      ]);
      const missing: readonly (readonly [unread: boolean, source: string])[] = [
        [processor === '', '/proc/cpuinfo'],
        [memory === null, memoryFolder],
        [disks === null, blockFolder],
        [adapters === null, adaptersFolder],
        [edition === '', '/etc/os-release'],
      ];
      const unread = missing
        .filter(([isUnread]) => isUnread)
        .map(([, source]) => ({ source, detail: 'missing' }));
      return known(
        { processor, memory, disks, adapters, edition, hostName, unread },
        ['/proc/cpuinfo', '/run/udev/data', blockFolder, adaptersFolder].join(', '),
      );
    },
  };
}
