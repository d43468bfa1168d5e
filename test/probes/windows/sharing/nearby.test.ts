import { expect, test } from 'vitest';
import { findNearby } from '../../../../src/probes/windows/sharing/nearby.ts';
import { denied, sceneWith } from './scene.ts';

const key = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\CDP';
const policy = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\System';
const nothing = { offers: [], unread: [] };
const find = async (registry: Record<string, unknown>) => findNearby(await sceneWith({ registry }));
const set = (value: number) => ({ [key]: { NearShareChannelUserAuthzPolicy: value } });

test('the user’s own devices, or everyone near', async () => {
  expect((await find(set(1))).offers).toMatchObject([{ kind: 'nearby', reach: 'accounts' }]);
  expect((await find(set(2))).offers).toMatchObject([{ kind: 'nearby', reach: 'everyone' }]);
});

test('off, never set, or forbidden by policy', async () => {
  expect(await find(set(0))).toEqual(nothing);
  expect(await find({ [key]: null })).toEqual(nothing);
  expect(await find({ ...set(2), [policy]: { EnableCdp: 0 } })).toEqual(nothing);
});

test('a setting that is closed may be on', async () => {
  expect((await find({ [key]: denied })).unread).toMatchObject([{ kind: 'nearby' }]);
});
