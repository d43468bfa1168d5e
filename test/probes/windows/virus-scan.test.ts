import { expect, test } from 'vitest';
import { facts } from '../../../src/facts/registry.ts';
import { virusScanProbe } from '../../../src/probes/windows/virus-scan.ts';
import { type CapturedWindows, capturedWindows } from './captured-machine.ts';
import { allMachines, homePcWith, machineOf } from './machines.ts';

const readOf = (system: CapturedWindows) => virusScanProbe(system).read(new AbortController().signal);
const read = (file: string) => readOf(capturedWindows(machineOf(file)));

test('Defender tells when it finished, and when any scan ran', async () => {
  expect(await read('home-pc.json')).toMatchObject({
    value: {
      products: [
        {
          name: 'Microsoft Defender Antivirus',
          finishedAt: '2026-11-18T04:12:31.264Z',
          ranAt: expect.stringMatching(/^2026-11-/),
        },
      ],
      notedAt: null,
    },
  });
});

test('other makers’ products stand there without a date; one that runs unregistered, too', async () => {
  const names = async (file: string) => {
    const reading = await read(file);
    return reading.state === 'known' ? reading.value.products.map(({ name }) => name) : [];
  };
  expect(await names('scan-360.json')).toEqual(['360安全卫士']);
  expect(await names('antivirus-tencent-process-only.json')).toContain('腾讯电脑管家');
  expect(await names('antivirus-leftovers.json')).toEqual(['Microsoft Defender Antivirus']);
});

test('IT’s note is taken where it is a date', async () => {
  expect(await read('scan-360-noted.json')).toMatchObject({ value: { notedAt: '2026-11-17T20:00:00.000Z' } });
  const registry = { 'HKLM\\SOFTWARE\\Deskward': { VirusScanFinishedAt: 'yesterday' } };
  expect(await readOf(homePcWith({ registry }))).toMatchObject({ value: { notedAt: null } });
});

test('where services can’t be listed, Defender may be there', async () => {
  const services = { refused: 'denied', detail: 'OpenSCManagerW: 5' };
  expect(await readOf(homePcWith({ services }))).toMatchObject({ value: { products: [{}] } });
});

test('every machine gives a value in its declared shape', async () => {
  for (const { machine } of allMachines()) {
    const reading = await readOf(capturedWindows(machine));
    if (reading.state === 'known') facts['virus-scan'].value.parse(reading.value);
  }
});
