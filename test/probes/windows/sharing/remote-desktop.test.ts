import { describe, expect, test } from 'vitest';
import { findRemoteDesktop } from '../../../../src/probes/windows/sharing/remote-desktop.ts';
import { denied, sceneWith } from './scene.ts';

const policy = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services';
const desktop = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server';
const assistance = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Remote Assistance';
const find = async (change: Record<string, unknown>) => findRemoteDesktop(await sceneWith(change));
const nothing = { offers: [], unread: [] };

describe('Remote Desktop', () => {
  const on = { [desktop]: { fDenyTSConnections: 0 } };

  test('is open where it is not denied and its service runs', async () => {
    const open = { kind: 'remote-desktop', name: 'Remote Desktop', reach: 'accounts', active: true };
    const source = `${desktop}\\fDenyTSConnections`;
    expect(await find({ registry: on, services: { TermService: 4 } })).toEqual({
      offers: [{ ...open, source }],
      unread: [],
    });
    const prepared = await find({ registry: on, services: { TermService: 1 } });
    expect(prepared).toEqual({ offers: [{ ...open, active: false, source }], unread: [] });
  });

  test('obeys policy before its own setting', async () => {
    const allowed = { [policy]: { fDenyTSConnections: 0 } };
    expect((await find({ registry: allowed })).offers).toMatchObject([
      { source: `${policy}\\fDenyTSConnections` },
    ]);
    expect(await find({ registry: { ...on, [policy]: { fDenyTSConnections: 1 } } })).toEqual(nothing);
  });

  test('is denied where nothing is set', async () => {
    expect(await find({ registry: { [desktop]: null } })).toEqual(nothing);
  });

  test.each([policy, desktop])('may be open where %s is closed', async (key) => {
    expect((await find({ registry: { [key]: denied } })).unread).toContainEqual({
      kind: 'remote-desktop',
      source: `${key}\\fDenyTSConnections`,
      detail: 'RegOpenKeyExW: 5',
    });
  });
});

describe('Remote Assistance', () => {
  const waiting = { processes: ['explorer.exe', 'msra.exe'] };

  test('that may be asked for, as on every new Windows, is open to nobody', async () => {
    expect(await find({})).toEqual(nothing);
  });

  test('is open while an invitation waits for its helper', async () => {
    expect((await find(waiting)).offers).toMatchObject([
      {
        kind: 'remote-control',
        name: 'Remote Assistance',
        active: true,
        source: expect.stringContaining('msra.exe'),
      },
    ]);
  });

  test('is closed where it may not be asked for, whatever runs', async () => {
    expect(await find({ ...waiting, registry: { [assistance]: { fAllowToGetHelp: 0 } } })).toEqual(nothing);
    expect(await find({ ...waiting, registry: { [policy]: { fAllowToGetHelp: 0 } } })).toEqual(nothing);
  });

  test('is open to the helpers that policy lets come unasked', async () => {
    expect((await find({ registry: { [policy]: { fAllowUnsolicited: 1 } } })).offers).toMatchObject([
      { name: 'Remote Assistance', source: `${policy}\\fAllowUnsolicited` },
    ]);
  });
});
