import { hostname, totalmem } from 'node:os';
import { expect, test } from 'vitest';
import { describeDevice } from '../../../src/probes/windows/describe-device.ts';
import { capturedWindows } from './captured-machine.ts';
import { homePcWith, machineOf } from './machines.ts';

const currentVersion = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const bios = 'HKLM\\HARDWARE\\DESCRIPTION\\System\\BIOS';
const windows = (values: object) => describeDevice(homePcWith({ registry: { [currentVersion]: values } }));

test('a home PC, from the registry alone; a serial number that is not told is empty', async () => {
  expect(await describeDevice(capturedWindows(machineOf('home-pc.json')))).toEqual({
    hostname: hostname(),
    manufacturer: 'LENOVO',
    model: '90W2002FCD',
    serial: '',
    osName: 'Windows 11 Home China',
    osVersion: '24H2 (26100.9891)',
    cpu: '13th Gen Intel(R) Core(TM) i5-13400',
    memoryBytes: totalmem(),
  });
});

test.each([
  [{ CurrentBuild: '22000', DisplayVersion: '21H2', UBR: 1 }, 'Windows 11 Home China', '21H2 (22000.1)'],
  [
    { CurrentBuild: '19045', DisplayVersion: '22H2', UBR: 6456 },
    'Windows 10 Home China',
    '22H2 (19045.6456)',
  ],
  [
    { CurrentBuild: '17763', DisplayVersion: null, ReleaseId: '1809', UBR: 1 },
    'Windows 10 Home China',
    '1809 (17763.1)',
  ],
  [
    { ProductName: 'Windows 7 Ultimate', CurrentBuild: '7601', DisplayVersion: null, UBR: null },
    'Windows 7 Ultimate',
    '7601',
  ],
  [
    { ProductName: 'Windows Server 2025 Standard', CurrentBuild: '26100', DisplayVersion: '24H2', UBR: 1 },
    'Windows Server 2025 Standard',
    '24H2 (26100.1)',
  ],
])('%o', async (values, osName, osVersion) => {
  expect(await windows(values)).toMatchObject({ osName, osVersion });
});

test('what makers left as it came is empty', async () => {
  const registry = {
    [bios]: { SystemManufacturer: 'System manufacturer', SystemProductName: 'Default string' },
  };
  expect(await describeDevice(homePcWith({ registry }))).toMatchObject({ manufacturer: '', model: '' });
});

test('the serial number comes from the firmware', async () => {
  const table = Buffer.concat([
    Buffer.from([1, 8, 0, 0, 1, 1, 1, 2]),
    Buffer.from('LENOVO\0PF2XYZ01\0\0'),
    Buffer.from([127, 4, 0, 0, 0, 0]),
  ]);
  expect(await describeDevice(homePcWith({ smbios: table.toString('base64') }))).toMatchObject({
    serial: 'PF2XYZ01',
  });
});

test('keys that cannot be read leave their places empty', async () => {
  const closed = { refused: 'denied', detail: 'RegOpenKeyExW: 5' };
  const device = await describeDevice(homePcWith({ registry: { [bios]: closed, [currentVersion]: closed } }));
  expect(device).toMatchObject({ manufacturer: '', model: '', osName: 'Windows' });
});
