import { expect, test } from 'vitest';
import { facts } from '../../../src/facts/registry.ts';
import { networkIsolationProbe } from '../../../src/probes/windows/network-isolation.ts';
import { capturedWindows } from './captured-machine.ts';
import { allMachines, machineOf } from './machines.ts';

const read = (file: string) =>
  networkIsolationProbe(capturedWindows(machineOf(file))).read(new AbortController().signal);

test.each<[file: string, ways: [kind: string, adapter: string][]]>([
  ['dedicated-offline.json', []],
  ['dedicated-lab-cable.json', []],
  ['dedicated-unplugged-gateway.json', []],
  ['dedicated-gateway.json', [['default-route', '以太网']]],
  [
    'dedicated-wifi.json',
    [
      ['wifi', 'WLAN'],
      ['default-route', 'WLAN'],
    ],
  ],
  [
    'dedicated-phone.json',
    [
      ['tethering', '以太网 2'],
      ['default-route', '以太网 2'],
    ],
  ],
  [
    'dedicated-openvpn.json',
    [
      ['vpn', 'OpenVPN TAP-Windows6'],
      ['default-route', 'OpenVPN TAP-Windows6'],
    ],
  ],
  ['dedicated-windows-vpn.json', [['dial-up', '公司 VPN']]],
])('%s: %j', async (file, ways) => {
  const reading = await read(file);
  if (reading.state !== 'known') throw new Error(reading.state);
  expect(reading.value.ways.map(({ kind, adapter }) => [kind, adapter])).toEqual(ways);
  expect(reading.value.unread).toEqual([]);
});

test('an adapter whose driver may not be looked at may be a VPN', async () => {
  const machine = machineOf('dedicated-lab-cable.json');
  const connection = Object.keys(machine.registry).find((key) => key.endsWith('\\Connection')) ?? '';
  const denied = { refused: 'denied', detail: 'RegOpenKeyExW: 5' } as const;
  const locked = { ...machine, registry: { ...machine.registry, [connection]: denied } };
  const reading = await networkIsolationProbe(capturedWindows(locked)).read(new AbortController().signal);
  expect(reading).toMatchObject({
    value: { ways: [], unread: [{ source: '以太网', detail: 'RegOpenKeyExW: 5' }] },
  });
});

test('every machine gives a value in its declared shape', async () => {
  for (const { file } of allMachines()) {
    const reading = await read(file);
    if (reading.state === 'known') facts['network-isolation'].value.parse(reading.value);
    else expect(file).toBe('dedicated-adapters-untold.json');
  }
});
