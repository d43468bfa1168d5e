import type { Configuration } from '../../../facts/configuration.ts';
import { type Answer, answer, refusal } from '../answer.ts';
import type { WindowsSystem } from '../system.ts';
import { isBuiltIn } from './built-in.ts';

/** The disks that are there now, one a value: `0`, `1` …; the driver of disks writes it at each start. */
export const disksKey = 'SYSTEM\\CurrentControlSet\\Services\\disk\\Enum';

type Disk = NonNullable<Configuration['disks']>[number];

/** Models from their ids, as everybody sees them; serial number and size from the disks themselves. */
export async function readBuiltInDisks(system: WindowsSystem): Promise<Answer<readonly Disk[]>> {
  const { registry } = system;
  const found = await registry.values('HKLM', disksKey);
  if (!found.ok) return found;
  const devices = Object.entries(found.value ?? {}).flatMap(([name, value]) =>
    /^\d+$/.test(name) && typeof value === 'string' ? [value] : [],
  );
  const disks: Disk[] = [];
  for (const device of devices) {
    const belongs = await isBuiltIn(registry, device);
    if (!belongs.ok) return belongs;
    if (!belongs.value) continue;
    const identity = await system.diskIdentity(device);
    // Half of it would look like another disk.
    if (!identity.ok) return identity;
    disks.push({ model: modelIn(device), ...identity.value });
  }
  // Windows itself lies on a disk: who tells of none has told nothing.
  return disks.length === 0 ? refusal('missing', 'no disk of the computer is told of') : answer(disks);
}

/** `SCSI\Disk&Ven_NVMe&Prod_SAMSUNG_MZVL2512\5&3B…`: identifiers have no spaces. */
function modelIn(device: string): string {
  const [, vendor = '', product = ''] = /&Ven_([^&\\]*)&Prod_([^&\\]*)/i.exec(device) ?? [];
  return [vendor, product].join(' ').replaceAll('_', ' ').replace(/\s+/g, ' ').trim() || device;
}
