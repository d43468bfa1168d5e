import { expect, test } from 'vitest';
import { facts } from '../../../src/facts/registry.ts';
import { sharingProbe } from '../../../src/probes/windows/sharing.ts';
import { noAssignment } from '../../../src/rules/assignment.ts';
import { sharing } from '../../../src/rules/sharing.ts';
import { capturedWindows } from './captured-machine.ts';
import { allMachines, machineOf } from './machines.ts';

const read = (file: string) =>
  sharingProbe(capturedWindows(machineOf(file))).read(new AbortController().signal);

const nothing = { offers: [], unread: [] };

test.each<[file: string, value: object]>([
  ['home-pc.json', nothing],
  ['share-printer-drivers-only.json', nothing],
  ['share-to-everyone.json', { offers: [{ kind: 'smb', name: '公共资料', reach: 'everyone' }] }],
  ['share-hidden.json', { offers: [{ kind: 'smb', name: '工资$', reach: 'accounts' }] }],
  ['share-temporary.json', { offers: [{ kind: 'smb', name: '交接', active: true }] }],
  ['share-prepared.json', { offers: [{ name: '项目', reach: 'everyone', active: false }] }],
  ['share-names-only.json', { offers: [{ name: '项目', reach: 'everyone', active: true }] }],
  ['share-denied.json', { offers: [], unread: [{ kind: 'smb', source: 'NetShareEnum' }] }],
  ['remote-desktop-by-policy.json', { offers: [{ kind: 'remote-desktop', active: true }] }],
  ['remote-desktop-denied-by-policy.json', nothing],
  ['remote-assistance-offered.json', { offers: [{ kind: 'remote-control', name: 'Remote Assistance' }] }],
  ['openssh-server.json', { offers: [{ kind: 'remote-login', name: 'OpenSSH' }] }],
  ['winrm-listener.json', { offers: [{ kind: 'remote-login', name: 'WinRM' }] }],
  ['remote-control-todesk.json', { offers: [{ kind: 'remote-control', name: 'ToDesk' }] }],
  ['remote-control-sunlogin.json', { offers: [{ kind: 'remote-control', name: '向日葵' }] }],
  ['media-sharing.json', { offers: [{ kind: 'media' }] }],
  ['nearby-sharing.json', { offers: [{ kind: 'nearby', reach: 'everyone' }] }],
])('%s', async (file, value) => {
  expect(await read(file)).toMatchObject({ state: 'known', value });
});

test('a printer that the share list and the printers’ own settings both tell is one', async () => {
  expect(await read('share-printer.json')).toMatchObject({
    value: { offers: [{ kind: 'printer', name: 'HP1020', source: 'NetShareEnum' }], unread: [] },
  });
});

test('what IT allows by its name is no finding', async () => {
  const reading = await read('remote-control-todesk.json');
  if (reading.state !== 'known') throw new Error(`${reading.state}: ToDesk runs there`);
  const moment = { at: '2026-11-20T01:00:00.000Z', today: '2026-11-20' };
  expect(sharing.judge(reading.value, { allowed: ['ToDesk'] }, moment, noAssignment).status).toBe('pass');
  expect(sharing.judge(reading.value, { allowed: ['AnyDesk'] }, moment, noAssignment).status).toBe('fail');
});

test('every machine gives a value in its declared shape', async () => {
  for (const { file } of allMachines()) {
    const reading = await read(file);
    if (reading.state !== 'known') throw new Error(`${file}: ${reading.state}`);
    expect(facts.sharing.value.parse(reading.value)).toEqual(reading.value);
  }
});
