import { expect, test } from 'vitest';
import { facts } from '../../../src/facts/registry.ts';
import { screenLockProbe } from '../../../src/probes/windows/screen-lock.ts';
import { capturedWindows } from './captured-machine.ts';
import { allMachines, machineOf } from './machines.ts';

const read = (file: string) =>
  screenLockProbe(capturedWindows(machineOf(file))).read(new AbortController().signal);

const winners: [file: string, value: object][] = [
  ['home-pc.json', { mechanism: 'sleep', wait: 1800, managed: false }],
  ['domain-pc.json', { mechanism: 'screen saver', wait: 300, grace: 5, managed: true }],
  ['screen-saver-five-minutes.json', { mechanism: 'screen saver', wait: 300, grace: 5, managed: false }],
  ['inactivity-limit.json', { mechanism: 'machine inactivity limit', wait: 300, grace: 0, managed: true }],
  ['inactivity-limit-display-off.json', { mechanism: 'display off', wait: 240, managed: true }],
  ['device-management.json', { mechanism: 'device management', wait: 300, managed: true }],
  ['battery-longer-than-mains.json', { mechanism: 'display off', wait: 900 }],
  ['lock-workstation-disabled.json', { mechanism: 'locking is switched off', wait: 'never', managed: true }],
];
test.each(winners)('%s: the fact says which one won', async (file, value) => {
  expect(await read(file)).toMatchObject({ state: 'known', value: { desktop: 'Windows', ...value } });
});

test('the source is the key that decides', async () => {
  expect(await read('lock-workstation-disabled.json')).toMatchObject({
    source: 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\DisableLockWorkstation',
  });
  expect(await read('policy-fifteen-minutes.json')).toMatchObject({
    source: 'HKCU\\Software\\Policies\\Microsoft\\Windows\\Control Panel\\Desktop\\ScreenSaveTimeOut',
  });
});

test('what could not be read is named beside what could', async () => {
  expect(await read('screen-saver-not-telling.json')).toMatchObject({
    value: { mechanism: 'sleep', unread: ['SystemParametersInfo SPI_GETSCREENSAVEACTIVE'] },
  });
});

test('every machine gives a value in its declared shape', async () => {
  for (const { file } of allMachines()) {
    const reading = await read(file);
    if (reading.state === 'known') facts['screen-lock'].value.parse(reading.value);
    else expect([file, reading.state]).toEqual([file, 'unknown']);
  }
});
