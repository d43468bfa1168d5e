import { expect, test } from 'vitest';
import { facts } from '../../../src/facts/registry.ts';
import { osUpdatesProbe } from '../../../src/probes/windows/os-updates.ts';
import { type CapturedWindows, capturedWindows } from './captured-machine.ts';
import { allMachines, homePcWith, machineOf } from './machines.ts';

const at = new Date('2026-11-20T01:00:00.000Z');
const readOf = (system: CapturedWindows) =>
  osUpdatesProbe(system, () => at).read(new AbortController().signal);
const read = (file: string) => readOf(capturedWindows(machineOf(file)));
const packages = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\Packages';

test.each([
  // Until the next second Tuesday, which is yet to come.
  ['home-pc.json', '2026-11-20T01:00:00.000Z', 'exact', '26100.9891; installed 2026-11-12'],
  [
    'updates-in-the-list.json',
    '2026-09-08T00:00:00.000Z',
    'exact',
    '26100.9168; what came out on 2026-09-08 is not installed',
  ],
  [
    'updates-old-one-today.json',
    '2026-07-14T00:00:00.000Z',
    'exact',
    '26200.8655; what came out on 2026-07-14 is not installed',
  ],
  ['updates-after-the-list.json', '2026-10-13T18:00:00.000Z', 'exact', '28000.2269; installed 2026-09-10'],
  [
    'updates-without-record.json',
    '2026-10-13T18:00:00.000Z',
    'at-least',
    '26100.9445; has at least what came out on 2026-09-08',
  ],
])('%s was current until %s', async (file, currentAt, bound, source) => {
  expect(await read(file)).toMatchObject({ value: { currentAt, bound, missing: null }, source });
});

test('of a record that is closed to this user, what is listed remains', async () => {
  const registry = {
    'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion': { UBR: 9445 },
    [packages]: { refused: 'denied', detail: 'RegOpenKeyExW: 5' },
  };
  expect(await readOf(homePcWith({ registry }))).toMatchObject({ value: { bound: 'at-least' } });
});

test('a Windows without a revision is not read', async () => {
  const registry = { 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion': { UBR: null } };
  expect(await readOf(homePcWith({ registry }))).toMatchObject({
    state: 'unknown',
    reason: 'missing-source',
  });
});

test('every machine gives a value in its declared shape, or says why not', async () => {
  for (const { file, machine } of allMachines()) {
    const reading = await readOf(capturedWindows(machine));
    if (reading.state === 'known') facts['os-updates'].value.parse(reading.value);
    else expect([file, reading.state]).toEqual([file, 'unknown']);
  }
});
