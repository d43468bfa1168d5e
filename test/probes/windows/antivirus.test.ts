import { expect, test } from 'vitest';
import { facts } from '../../../src/facts/registry.ts';
import { antivirusProbe } from '../../../src/probes/windows/antivirus.ts';
import { type CapturedWindows, capturedWindows } from './captured-machine.ts';
import { allMachines, homePcWith, machineOf } from './machines.ts';

const readOf = (system: CapturedWindows) => antivirusProbe(system).read(new AbortController().signal);
const read = (file: string) => readOf(capturedWindows(machineOf(file)));

async function product(file: string, name: string) {
  const reading = await read(file);
  return reading.state === 'known' ? reading.value.products.find((each) => each.name === name) : undefined;
}

test.each([
  ['antivirus-360.json', '360安全卫士', { realTime: 'on', signatures: 'current', signaturesAt: null }],
  ['antivirus-360.json', 'Windows Defender', { running: 'off', realTime: 'off' }],
  ['antivirus-huorong.json', '火绒安全软件', { running: 'on', realTime: 'on' }],
  ['antivirus-huorong-reports-no-more.json', '火绒安全软件', { running: 'on', doubt: 'stale' }],
  ['antivirus-huorong-stands-still.json', '火绒安全软件', { running: 'unknown', doubt: 'conflicting' }],
  ['antivirus-expired.json', 'ESET Security', { realTime: 'expired' }],
  ['antivirus-paused.json', 'Kaspersky', { running: 'on', realTime: 'snoozed' }],
  ['antivirus-defender-passive.json', 'Windows Defender', { running: 'on', realTime: 'off' }],
  ['antivirus-tencent-process-only.json', '腾讯电脑管家', { running: 'on', realTime: 'unknown' }],
  [
    'server-without-security-center.json',
    'Microsoft Defender Antivirus',
    { running: 'on', realTime: 'on', signaturesAt: '2026-11-19T04:40:00.000Z' },
  ],
])('%s: %s', async (file, name, value) => {
  expect(await product(file, name)).toMatchObject({ name, ...value });
});

test('what disagrees is told with both sides', async () => {
  expect((await product('antivirus-lists-disagree.json', '360安全卫士'))?.source).toBe(
    'Security Center\\Provider\\Av: on, current; IWSCProductList: off, current',
  );
});

test('fourteen registrations without a program are no products', async () => {
  expect(await read('antivirus-leftovers.json')).toMatchObject({
    value: { products: [{ name: 'Windows Defender' }], unread: [] },
  });
});

test('a registration whose program cannot be looked for is not believed', async () => {
  const machine = capturedWindows(machineOf('antivirus-360.json'));
  const fileExists: CapturedWindows['fileExists'] = async () => ({
    ok: false,
    reason: 'denied',
    detail: 'GetFileAttributesW: 5',
  });
  const reading = await readOf({ ...machine, fileExists });
  expect(reading).toMatchObject({
    value: { products: [{}, { name: '360安全卫士', realTime: 'unknown', doubt: 'single-source' }] },
  });
});

test('a product of the COM list alone is not on: the registry does not have it', async () => {
  const [defender] = machineOf('home-pc.json').antivirusProducts as readonly object[];
  const other = { name: 'X', state: 0, signatureStatus: 1, remediationPath: 'C:\\x.exe', guid: '{X}' };
  const reading = await readOf(homePcWith({ antivirusProducts: [defender, other], files: ['C:\\x.exe'] }));
  expect(reading).toMatchObject({ value: { products: [{}, { name: 'X', doubt: 'conflicting' }] } });
});

test('a name that is a reference is not shown where another is known', async () => {
  const key =
    'HKLM\\SOFTWARE\\Microsoft\\Security Center\\Provider\\Av\\{D68DDC3A-831F-4fae-9E44-DA132C1ACF46}';
  const registry = { [key]: { DISPLAYNAME: '@%ProgramFiles%\\Windows Defender\\EppManifest.dll,-1000' } };
  const names = async (change: object) => {
    const reading = await readOf(homePcWith({ registry, ...change }));
    return reading.state === 'known' ? reading.value.products.map((each) => each.name) : [];
  };
  expect(await names({})).toEqual(['Windows Defender']);
  expect(await names({ antivirusProducts: { refused: 'missing', detail: 'wscapi.dll: 126' } })).toEqual([
    'Microsoft Defender Antivirus',
  ]);
});

test('where no list could be read, another product may be there unseen', async () => {
  expect(await read('antivirus-denied.json')).toMatchObject({
    value: {
      unread: [{ detail: 'RegOpenKeyExW: 5' }, { detail: 'CoCreateInstance IWSCProductList: 0x80070005' }],
    },
  });
  expect(await read('server-defender-removed.json')).toMatchObject({
    value: { products: [{ running: 'off' }], unread: [{ source: 'Windows Security Center' }] },
  });
  expect(await read('antivirus-com-timed-out.json')).toMatchObject({ value: { unread: [] } });
});

test('every machine gives a value in its declared shape', async () => {
  for (const { file } of allMachines()) {
    const reading = await read(file);
    if (reading.state === 'known') {
      expect(facts.antivirus.value.parse(reading.value)).toEqual(reading.value);
      for (const { source } of reading.value.products) expect(source, file).not.toBe('');
    } else expect([file, reading.state]).toEqual([file, 'unknown']);
  }
});
