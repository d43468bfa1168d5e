import { expect, test } from 'vitest';
import { refusal } from '../../../src/probes/windows/answer.ts';
import { diskEncryptionProbe } from '../../../src/probes/windows/disk-encryption.ts';
import type { WindowsSystem } from '../../../src/probes/windows/system.ts';
import { homePcWith } from './machines.ts';

const read = (system: WindowsSystem) => diskEncryptionProbe(system).read(new AbortController().signal);
const disk = (bitLocker: number | 'none', busType = 11, removableMedia = false, type = 3) => ({
  type,
  bitLocker,
  device: { busType, removableMedia },
});
async function volumesOf(drives: Record<string, unknown>) {
  const reading = await read(homePcWith({ drives }));
  if (reading.state !== 'known') throw new Error(reading.state);
  return reading.value.volumes.map(({ name, role, state }) => `${name} ${role} ${state}`);
}

test.each([
  [0, 'open'],
  [1, 'encrypted'],
  [2, 'open'],
  [3, 'encrypting'],
  [4, 'decrypting'],
  [5, 'suspended'],
  [6, 'locked'],
  [7, 'unclear'],
  [8, 'prepared'],
  [9, 'unclear'],
  ['none', 'unclear'],
] as const)('of a data volume %j is %s', async (value, state) => {
  expect(await volumesOf({ 'C:': disk(1), 'D:': disk(value) })).toEqual([
    'C: system encrypted',
    `D: data ${state}`,
  ]);
});

test('a system that runs is not locked, whatever is said', async () => {
  expect(await volumesOf({ 'C:': disk(6) })).toEqual(['C: system unclear']);
});

test.each([
  ['a USB disk', disk(1, 7)],
  ['a card', disk(1, 12)],
  ['a medium that can be taken out', disk(1, 11, true)],
  ['a file that was mounted', disk(1, 15)],
  ['a stick', disk(1, 7, true, 2)],
  ['a network drive', disk(1, 0, false, 4)],
  ['a disc', disk(1, 11, true, 5)],
])('%s is no volume of this computer', async (_name, drive) => {
  expect(await volumesOf({ 'C:': disk(2), 'E:': drive })).toEqual(['C: system open']);
});

test('a drive that does not tell what carries it is looked at', async () => {
  const silent = { ...disk(2), device: { refused: 'failed', detail: 'CreateFileW: 5' } };
  expect(await volumesOf({ 'C:': disk(1), 'D:': silent })).toEqual(['C: system encrypted', 'D: data open']);
});

test('the system comes first, also where it is not on C:', async () => {
  const key = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
  const drives = { 'C:': disk(2), 'D:': disk(1) };
  const reading = await read(homePcWith({ drives, registry: { [key]: { SystemRoot: 'd:\\Windows' } } }));
  expect(reading).toMatchObject({
    value: {
      volumes: [
        { name: 'D:', role: 'system' },
        { name: 'C:', role: 'data' },
      ],
    },
  });
});

test('drives that are not listed are unknown', async () => {
  const system = { ...homePcWith({}), drives: async () => refusal('denied', 'GetLogicalDrives: 5') };
  expect(await read(system)).toMatchObject({ state: 'unknown', reason: 'denied' });
});
