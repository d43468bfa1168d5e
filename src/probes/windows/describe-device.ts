import { hostname, release, totalmem } from 'node:os';
import { makerText } from '../maker-text.ts';
import type { DeviceDescription } from '../probe.ts';
import { serialNumber } from './smbios.ts';
import type { RegistryValue, WindowsSystem } from './system.ts';

type Values = Readonly<Record<string, RegistryValue>>;

/** The first build of Windows 11, which still calls itself "Windows 10" in the registry. */
const windows11 = 22_000;

/** What this computer is, from the registry and the firmware's table: no child process, no PowerShell. */
export async function describeDevice(system: WindowsSystem): Promise<DeviceDescription> {
  const [bios, processor, version, firmware] = await Promise.all([
    valuesOf(system, 'HARDWARE\\DESCRIPTION\\System\\BIOS'),
    valuesOf(system, 'HARDWARE\\DESCRIPTION\\System\\CentralProcessor\\0'),
    valuesOf(system, 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'),
    system.smbios(),
  ]);
  return {
    hostname: hostname(),
    manufacturer: makerText(text(bios, 'SystemManufacturer')),
    model: makerText(text(bios, 'SystemProductName')),
    serial: firmware.ok ? makerText(serialNumber(firmware.value)) : '',
    osName: osName(version),
    osVersion: osVersion(version),
    cpu: text(processor, 'ProcessorNameString').replace(/\s+/g, ' ').trim(),
    memoryBytes: totalmem(),
  };
}

async function valuesOf({ registry }: WindowsSystem, key: string): Promise<Values> {
  const values = await registry.values('HKLM', key);
  return values.ok ? (values.value ?? {}) : {};
}

function osName(version: Values): string {
  const name = text(version, 'ProductName') || 'Windows';
  return Number(text(version, 'CurrentBuild')) >= windows11
    ? name.replace(/^Windows 10\b/, 'Windows 11')
    : name;
}

/** As winver says it: `24H2 (26100.4652)`. Windows 10 before 20H2 has its name in ReleaseId, older ones have none. */
function osVersion(version: Values): string {
  const build = text(version, 'CurrentBuild');
  if (build === '') return release();
  const { UBR } = version;
  const full = typeof UBR === 'number' ? `${build}.${UBR}` : build;
  const name = text(version, 'DisplayVersion') || text(version, 'ReleaseId');
  return name === '' ? full : `${name} (${full})`;
}

function text(values: Values, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : '';
}
