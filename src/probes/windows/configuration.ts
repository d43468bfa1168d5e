import { known } from '../../facts/fact.ts';
import { makerText } from '../maker-text.ts';
import type { Probe } from '../probe.ts';
import type { Answer } from './answer.ts';
import { budgetMs } from './budget.ts';
import { readBuiltInAdapters } from './configuration/adapters.ts';
import { disksKey, readBuiltInDisks } from './configuration/disks.ts';
import { memoryModules } from './smbios.ts';
import type { RegistryValue, WindowsSystem } from './system.ts';

const processorPlace = ['HARDWARE\\DESCRIPTION\\System\\CentralProcessor\\0', 'ProcessorNameString'] as const;
const editionPlace = ['SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion', 'EditionID'] as const;
/** The name that is in force; one that was changed has to wait for a restart. */
const namePlace = [
  'SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ActiveComputerName',
  'ComputerName',
] as const;
const memorySource = 'GetSystemFirmwareTable';
const adaptersSource = 'GetIfTable2';

/** What the registry, the firmware's table and the list of adapters have of this computer. */
export function configurationProbe(system: WindowsSystem): Probe<'configuration'> {
  return {
    fact: 'configuration',
    budgetMs,
    async read() {
      const valueAt = ([key, name]: readonly [string, string]) => system.registry.value('HKLM', key, name);
      const [processor, edition, name, firmware, disks, adapters] = await Promise.all([
        valueAt(processorPlace),
        valueAt(editionPlace),
        valueAt(namePlace),
        system.smbios(),
        readBuiltInDisks(system),
        readBuiltInAdapters(system),
      ]);
      const modules = firmware.ok ? memoryModules(firmware.value) : [];
      return known(
        {
          processor: textOf(processor),
          memory: modules.length === 0 ? null : { told: 'modules', modules },
          disks: disks.ok ? [...disks.value] : null,
          adapters: adapters.ok ? [...adapters.value] : null,
          edition: textOf(edition),
          hostName: textOf(name),
          unread: [
            ...unread(processor, `HKLM\\${processorPlace[0]}`, textOf(processor) === ''),
            ...unread(firmware, memorySource, modules.length === 0),
            ...unread(disks, `HKLM\\${disksKey}`, false),
            ...unread(adapters, adaptersSource, false),
            ...unread(edition, `HKLM\\${editionPlace[0]}`, textOf(edition) === ''),
            ...unread(name, `HKLM\\${namePlace[0]}`, textOf(name) === ''),
          ],
        },
        [`HKLM\\${processorPlace[0]}`, memorySource, adaptersSource].join(', '),
      );
    },
  };
}

function textOf(found: Answer<RegistryValue | undefined>): string {
  const value = found.ok ? found.value : '';
  return typeof value === 'string' ? makerText(value.replace(/\s+/g, ' ')) : '';
}

function unread(found: Answer<unknown>, source: string, isEmpty: boolean) {
  if (!found.ok) return [{ source, detail: found.detail }];
  return isEmpty ? [{ source, detail: 'missing' }] : [];
}
