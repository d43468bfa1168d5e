import { describe, expect, test } from 'vitest';
import { facts } from '../../../src/facts/registry.ts';
import { osUpdatesProbe } from '../../../src/probes/windows/os-updates.ts';
import { type CapturedWindows, capturedWindows } from './captured-machine.ts';
import { allMachines, homePcWith, machineOf } from './machines.ts';

const at = new Date('2026-11-20T01:00:00.000Z');
const { signal } = new AbortController();
const readOf = (system: CapturedWindows) => osUpdatesProbe(system, () => at).read(signal);
const read = (file: string) => readOf(capturedWindows(machineOf(file)));
const packages = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\Packages';

test.each([
  // Until the next second Tuesday, which is yet to come.
  ['home-pc.json', '2026-11-20T00:00:00.000Z', 'exact', '26100.9891; Package_for_RollupFix 2026-11-12'],
  ['updates-in-the-list.json', '2026-09-08T00:00:00.000Z', 'exact', '26100.9168; < 9445 2026-09-08'],
  ['updates-old-one-today.json', '2026-07-14T00:00:00.000Z', 'exact', '26200.8655; < 8875 2026-07-14'],
  [
    'updates-after-the-list.json',
    '2026-10-13T18:00:00.000Z',
    'exact',
    '28000.2269; Package_for_RollupFix 2026-09-10',
  ],
  ['updates-without-record.json', '2026-10-13T18:00:00.000Z', 'at-least', '26100.9445; >= 9445 2026-09-08'],
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

const autoUpdate = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update';
const servicing = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing';
const required = `${autoUpdate}\\RebootRequired`;
const pending = `${servicing}\\RebootPending`;

test('a restart waits since its key was written, and no longer than until now', async () => {
  const registry = { [required]: { '8cde27ca': 1 } };
  const writeTimes = { [required]: '2026-11-12T09:30:00Z' };
  expect(await readOf(homePcWith({ registry, writeTimes }))).toMatchObject({
    value: { restartSince: '2026-11-12T09:30:00.000Z' },
  });
  const ahead = { [required]: '2027-03-01T00:00:00Z' };
  expect(await readOf(homePcWith({ registry, writeTimes: ahead }))).toMatchObject({
    value: { restartSince: at.toISOString() },
  });
  expect(await read('home-pc.json')).toMatchObject({ value: { restartSince: null } });
});

test('a restart that packages wait for is one of updates where a cumulative update waits, not where a feature does', async () => {
  expect(await readOf(homePcWith({ registry: { [pending]: {} } }))).toMatchObject({
    value: { restartSince: null },
  });
  expect(await read('updates-waiting-by-the-company.json')).toMatchObject({
    value: { restartSince: at.toISOString() },
  });
});

const settings = 'HKLM\\SOFTWARE\\Microsoft\\WindowsUpdate\\UX\\Settings';
const pausedUntil = (PauseUpdatesExpiryTime: string | number) =>
  readOf(homePcWith({ registry: { [settings]: { PauseUpdatesExpiryTime } } }));

test('a pause is told while it lasts', async () => {
  expect(await pausedUntil('2026-12-05T01:12:44Z')).toMatchObject({
    value: { pausedUntil: '2026-12-05T01:12:44.000Z' },
  });
});

test.each(['2026-11-19T01:12:44Z', '', 'tomorrow', '2026-13-45T99:00:00Z', 1_796_000_000])(
  'a pause that is over, or makes no sense, is none: %s',
  async (text) => {
    const reading = await pausedUntil(text);
    expect(reading).toMatchObject({ state: 'known' });
    expect(reading).not.toHaveProperty('value.pausedUntil');
  },
);

test('when Windows Update last looked is told, but not a date from the future', async () => {
  expect(await read('home-pc.json')).toMatchObject({ value: { lookedAt: '2026-11-19T14:20:31.000Z' } });
  const ahead = await readOf(homePcWith({ updateDates: { searchedAt: '2027-01-01T00:00:00.000Z' } }));
  expect(ahead).toMatchObject({ state: 'known' });
  expect(ahead).not.toHaveProperty('value.lookedAt');
});

test('where Windows Update tells nothing the record is judged all the same, and the source says why', async () => {
  expect(await read('updates-service-disabled.json')).toMatchObject({
    value: { currentAt: '2026-11-20T00:00:00.000Z', bound: 'exact' },
    source:
      '26100.9891; Package_for_RollupFix 2026-11-12; Microsoft.Update.AutoUpdate CoCreateInstance: 0x80070422',
  });
});

describe('where no record tells of the revision in force', () => {
  const without = {
    'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion': { CurrentBuild: '14393', UBR: 8422 },
    [`${packages}\\Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.9891.1.3`]: null,
    [packages]: {},
  };
  const since = (installedAt: string | null, written: string) =>
    readOf(
      homePcWith({ registry: without, updateDates: { installedAt }, writeTimes: { [packages]: written } }),
    );

  test('what came out after anything was last installed is missing', async () => {
    expect(await since('2026-09-21T23:02:00.000Z', '2026-09-22T02:11:09Z')).toMatchObject({
      value: { currentAt: null, lacksSince: '2026-10-13T18:00:00.000Z' },
      source: '14393.8422; Component Based Servicing\\Packages 2026-09-22',
    });
  });

  test.each([
    ['Windows Update has installed something since', '2026-11-19T14:22:08.000Z', '2026-09-22T02:11:09Z'],
    ['a package came since, by whomever', '2026-09-21T23:02:00.000Z', '2026-11-15T02:11:09Z'],
    ['Windows Update does not know', null, '2026-09-22T02:11:09Z'],
    ['the last date is one from the future', '2026-09-21T23:02:00.000Z', '2027-11-15T02:11:09Z'],
  ])('nothing is known to be missing: %s', async (_why, installedAt, written) => {
    expect(await since(installedAt, written)).toMatchObject({ state: 'unknown', reason: 'missing-source' });
  });

  test('that something was installed lately never makes it current', async () => {
    const reading = await read('updates-without-record.json');
    expect(reading).toMatchObject({ value: { currentAt: '2026-10-13T18:00:00.000Z', bound: 'at-least' } });
    expect(reading).not.toHaveProperty('value.lacksSince');
  });

  test('a date before what is known to be there proves nothing', async () => {
    const registry = {
      ...without,
      'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion': { CurrentBuild: '26100', UBR: 9445 },
    };
    const early = homePcWith({
      registry,
      updateDates: { installedAt: '2020-01-01T00:00:00.000Z' },
      writeTimes: { [packages]: '2020-01-01T00:00:00Z' },
    });
    const reading = await readOf(early);
    expect(reading).toMatchObject({ value: { bound: 'at-least' } });
    expect(reading).not.toHaveProperty('value.lacksSince');
  });
});

test('all day long a current Windows has the same facts; one that was updated today is current since', async () => {
  const early = await osUpdatesProbe(capturedWindows(machineOf('home-pc.json')), () => at).read(signal);
  const late = new Date('2026-11-20T15:59:00.000Z');
  const machine = capturedWindows(machineOf('home-pc.json'));
  expect(await osUpdatesProbe(machine, () => late).read(signal)).toEqual(early);
  const thatDay = new Date('2026-11-12T20:00:00.000Z');
  const reading = await osUpdatesProbe(machine, () => thatDay).read(signal);
  expect(reading).toMatchObject({ value: { currentAt: expect.stringMatching(/^2026-11-12T(?!00:00)/) } });
});

test('every machine gives a value in its declared shape, or says why not', async () => {
  for (const { file, machine } of allMachines()) {
    const reading = await readOf(capturedWindows(machine));
    if (reading.state === 'known') facts['os-updates'].value.parse(reading.value);
    else expect([file, reading.state]).toEqual([file, 'unknown']);
  }
});
