import type { Volume } from '../../facts/disk-encryption.ts';
import { known, type Reading } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Probe } from '../probe.ts';
import { budgetMs } from './budget.ts';
import { readText } from './registry-value.ts';
import type { StorageDevice } from './storage.ts';
import type { WindowsSystem } from './system.ts';
import { unknownReason, unread } from './unread.ts';

const source = 'System.Volume.BitLockerProtection';
const drivesSource = 'GetLogicalDrives';

/** DRIVE_FIXED (fileapi.h): USB disks say so too. */
const fixed = 3;
/** STORAGE_BUS_TYPE (winioctl.h) of what comes and goes, and of files that are mounted: FireWire, USB, SD, MMC, 14 and 15. */
const comesAndGoes: readonly number[] = [4, 7, 12, 13, 14, 15];

/** As others found by trying: the property is not documented. 7 was never seen, and means nothing here. */
const states: Readonly<Record<number, Volume['state']>> = {
  0: 'open',
  1: 'encrypted',
  2: 'open',
  3: 'encrypting',
  4: 'decrypting',
  5: 'suspended',
  6: 'locked',
  8: 'prepared',
};

/** What Explorer knows of the fixed drives of this computer. */
export function diskEncryptionProbe(system: WindowsSystem): Probe<'disk-encryption'> {
  return { fact: 'disk-encryption', budgetMs, read: () => read(system) };
}

async function read(system: WindowsSystem): Promise<Reading<FactValue<'disk-encryption'>>> {
  const [drives, systemDrive] = await Promise.all([system.drives(), readSystemDrive(system)]);
  if (!drives.ok) return unread(drives, drivesSource);
  const volumes: Volume[] = [];
  for (const { letter, type } of drives.value) {
    const isSystem = letter === systemDrive;
    if (!isSystem && (type !== fixed || (await isOnTheMove(system, letter)))) continue;
    volumes.push(await volumeOf(system, letter, isSystem ? 'system' : 'data'));
  }
  return known({ volumes: volumes.toSorted(systemFirst) }, source);
}

/** `C:` of `C:\Windows`, as Windows itself has it: what the environment says is anybody's. */
async function readSystemDrive({ registry }: WindowsSystem): Promise<string | undefined> {
  const key = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
  const root = await readText(registry, { hive: 'HKLM', key, name: 'SystemRoot' });
  return root.ok ? /^[a-z]:/i.exec(root.value ?? '')?.[0].toUpperCase() : undefined;
}

/** A drive that does not tell stays: it is asked for its encryption all the same. */
async function isOnTheMove(system: WindowsSystem, letter: string): Promise<boolean> {
  const device = await system.storageDevice(letter);
  return device.ok && isRemovable(device.value);
}

function isRemovable({ busType, removableMedia }: StorageDevice): boolean {
  return removableMedia || comesAndGoes.includes(busType);
}

async function volumeOf(system: WindowsSystem, name: string, role: Volume['role']): Promise<Volume> {
  const told = await system.bitLocker(name);
  if (!told.ok)
    return { name, role, state: 'unclear', source, detail: `${unknownReason(told.reason)}: ${told.detail}` };
  const state = told.value === undefined ? undefined : states[told.value];
  // A system that runs has been opened: that it is closed can't be true.
  if (state === undefined || (role === 'system' && state === 'locked'))
    return { name, role, state: 'unclear', source, detail: String(told.value ?? 'no such property') };
  return { name, role, state, source };
}

function systemFirst(one: Volume, other: Volume): number {
  return Number(other.role === 'system') - Number(one.role === 'system');
}
