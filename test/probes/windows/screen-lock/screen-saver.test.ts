import { expect, test } from 'vitest';
import { readScreenSaverLock } from '../../../../src/probes/windows/screen-lock/screen-saver.ts';
import { homePcWith } from '../machines.ts';

const own = 'HKCU\\Control Panel\\Desktop';
const policy = 'HKCU\\Software\\Policies\\Microsoft\\Windows\\Control Panel\\Desktop';
const winlogon = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon';
const saver = { active: true, secure: true, timeoutSeconds: 300 };
const bubbles = { [own]: { 'SCRNSAVE.EXE': 'C:\\Windows\\system32\\Bubbles.scr' } };
const off = { ok: true, wait: 'never', passwordRequired: false };
const failing = { refused: 'failed', detail: 'SystemParametersInfoW: 1459' };

interface Given {
  readonly screenSaver?: object;
  readonly registry?: object;
  readonly limited?: boolean;
}
function read({ screenSaver = {}, registry = {}, limited = false }: Given) {
  const machine = { screenSaver: { ...saver, ...screenSaver }, registry: { ...bubbles, ...registry } };
  return readScreenSaverLock(homePcWith(machine), limited);
}

test('a person who set five minutes in the dialog has five minutes and five seconds', async () => {
  expect(await read({})).toEqual({
    ok: true,
    mechanism: 'screen saver',
    wait: 300,
    grace: 5,
    passwordRequired: true,
    managed: false,
    source: 'SystemParametersInfo SPI_GETSCREENSAVETIMEOUT',
  });
});

test.each<[string, Given]>([
  ['switched off', { screenSaver: { active: false } }],
  ['without a time', { screenSaver: { timeoutSeconds: 0 } }],
  ['without a program', { registry: { [own]: { 'SCRNSAVE.EXE': '' } } }],
  ['with a program that is gone', { registry: { [own]: { 'SCRNSAVE.EXE': 'gone.scr' } } }],
  [
    'switched off, and the rest not told',
    { screenSaver: { active: false, secure: failing, timeoutSeconds: failing } },
  ],
  ['without a program, and the rest not told', { screenSaver: { active: failing }, registry: { [own]: {} } }],
  ['switched off by policy', { registry: { [policy]: { ScreenSaveActive: '0' } } }],
  ['with a policy that says zero', { registry: { [policy]: { ScreenSaveTimeOut: '0' } } }],
])('a screen saver %s never starts', async (_name, given) => {
  expect(await read(given)).toMatchObject(off);
});

test('one that does not ask for the password is no lock', async () => {
  expect(await read({ screenSaver: { secure: false } })).toMatchObject({
    wait: 300,
    grace: 0,
    passwordRequired: false,
  });
});

test('with a machine inactivity limit every screen saver locks, told or not', async () => {
  const locked = { wait: 300, passwordRequired: true, managed: true };
  expect(await read({ screenSaver: { secure: false }, limited: true })).toMatchObject(locked);
  expect(await read({ screenSaver: { secure: failing }, limited: true })).toMatchObject(locked);
});

test.each([
  ['0', 0],
  ['60', 60],
  [30, 30],
])('the grace period %s, as text or as a number', async (value, grace) => {
  expect(await read({ registry: { [winlogon]: { ScreenSaverGracePeriod: value } } })).toMatchObject({
    grace,
  });
});

test('policy wins value by value', async () => {
  expect(await read({ registry: { [policy]: { ScreenSaveTimeOut: '600' } } })).toMatchObject({
    wait: 600,
    passwordRequired: true,
    managed: true,
    source: `${policy}\\ScreenSaveTimeOut`,
  });
  expect(await read({ registry: { [policy]: { ScreenSaverIsSecure: '0' } } })).toMatchObject({
    passwordRequired: false,
    managed: true,
  });
  const all = { ScreenSaveActive: '1', ScreenSaverIsSecure: '1', ScreenSaveTimeOut: '240' };
  const silent = { active: failing, secure: failing, timeoutSeconds: failing };
  expect(await read({ registry: { [policy]: all }, screenSaver: silent })).toMatchObject({ wait: 240 });
});

test.each<[string, Given, string]>([
  ['the time', { screenSaver: { timeoutSeconds: failing } }, 'failed'],
  ['whether it is on', { screenSaver: { active: failing } }, 'failed'],
  ['whether it asks', { screenSaver: { secure: failing } }, 'failed'],
  ['the grace', { registry: { [winlogon]: { ScreenSaverGracePeriod: 'long' } } }, 'unparsable'],
  ['the policy', { registry: { [policy]: { refused: 'denied', detail: 'RegOpenKeyExW: 5' } } }, 'denied'],
  ['a policy of the wrong type', { registry: { [policy]: { ScreenSaveTimeOut: 300 } } }, 'unparsable'],
])('where Windows does not tell %s, nothing is said', async (_name, given, reason) => {
  expect(await read(given)).toMatchObject({ ok: false, reason });
});
