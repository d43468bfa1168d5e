import { expect, test } from 'vitest';
import { findWinrm } from '../../../../src/probes/windows/sharing/winrm.ts';
import { denied, sceneWith } from './scene.ts';

const key = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WSMAN\\Listener';
const policy = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service';
const listener = { [`${key}\\*+HTTP`]: { Port: 5985 } };
const find = async (registry: Record<string, unknown>, state = 4) =>
  findWinrm(await sceneWith({ registry, services: { WinRM: state } }));
const nothing = { offers: [], unread: [] };

test('a running service with a listener is open', async () => {
  expect((await find(listener)).offers).toMatchObject([{ kind: 'remote-login', name: 'WinRM', source: key }]);
});

test('a listener that policy makes is as good', async () => {
  expect((await find({ [policy]: { AllowAutoConfig: 1 } })).offers).toMatchObject([
    { source: `${policy}\\AllowAutoConfig` },
  ]);
});

test('neither a service without a listener nor a listener without the service is open', async () => {
  expect(await find({})).toEqual(nothing);
  expect(await find({ [key]: {}, [policy]: { AllowAutoConfig: 0 } })).toEqual(nothing);
  expect(await find(listener, 1)).toEqual(nothing);
});

test('a running service whose listeners or policy are closed may be open', async () => {
  expect((await find({ [key]: denied })).unread).toMatchObject([{ kind: 'remote-login', source: key }]);
  expect((await find({ [policy]: denied })).unread).toMatchObject([{ source: `${policy}\\AllowAutoConfig` }]);
});
