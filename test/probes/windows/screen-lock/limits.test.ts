import { expect, test } from 'vitest';
import { readInactivityLimit, readManagedLimit } from '../../../../src/probes/windows/screen-lock/limits.ts';
import { homePcWith } from '../machines.ts';

const system = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System';
const deviceLock = 'HKLM\\SOFTWARE\\Microsoft\\PolicyManager\\current\\device\\DeviceLock';
const off = { ok: true, wait: 'never', passwordRequired: false, managed: false };
const inactivity = (values: object) =>
  readInactivityLimit(homePcWith({ registry: { [system]: values } }).registry);
const managed = (values: object) =>
  readManagedLimit(homePcWith({ registry: { [deviceLock]: values } }).registry);

test('the machine inactivity limit is seconds, and the password is asked for at once', async () => {
  expect(await inactivity({ InactivityTimeoutSecs: 300 })).toEqual({
    ok: true,
    mechanism: 'machine inactivity limit',
    wait: 300,
    grace: 0,
    passwordRequired: true,
    managed: true,
    source: `${system}\\InactivityTimeoutSecs`,
  });
});

test('zero and missing are off, not "at once"', async () => {
  expect(await inactivity({ InactivityTimeoutSecs: 0 })).toMatchObject(off);
  expect(await inactivity({})).toMatchObject(off);
  expect(await managed({ MaxInactivityTimeDeviceLock: 0, DevicePasswordEnabled: 0 })).toMatchObject(off);
  expect(await managed({})).toMatchObject(off);
});

test('what is no number is not read as one', async () => {
  expect(await inactivity({ InactivityTimeoutSecs: 'soon' })).toMatchObject({
    ok: false,
    reason: 'unparsable',
  });
});

test("device management's limit is minutes", async () => {
  expect(await managed({ MaxInactivityTimeDeviceLock: 5, DevicePasswordEnabled: 0 })).toMatchObject({
    wait: 300,
    passwordRequired: true,
    managed: true,
  });
});

test.each([[1], [undefined]])('and has no effect while DevicePasswordEnabled is %s', async (enabled) => {
  const values = {
    MaxInactivityTimeDeviceLock: 5,
    ...(enabled !== undefined && { DevicePasswordEnabled: enabled }),
  };
  expect(await managed(values)).toMatchObject(off);
});

test('a closed key is not "off"', async () => {
  const closed = { refused: 'denied', detail: 'RegOpenKeyExW: 5' };
  expect(await managed(closed)).toMatchObject({ ok: false, reason: 'denied' });
  expect(await inactivity({ ...closed })).toMatchObject({ ok: false, reason: 'denied' });
  expect(await managed({ MaxInactivityTimeDeviceLock: 5, DevicePasswordEnabled: 'yes' })).toMatchObject({
    ok: false,
    reason: 'unparsable',
  });
});
