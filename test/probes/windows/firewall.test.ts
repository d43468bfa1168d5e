import { expect, test } from 'vitest';
import { facts } from '../../../src/facts/registry.ts';
import { firewallProbe } from '../../../src/probes/windows/firewall.ts';
import { type CapturedWindows, capturedWindows } from './captured-machine.ts';
import { allMachines, homePcWith, machineOf } from './machines.ts';

const readOf = async (system: CapturedWindows) => {
  const reading = await firewallProbe(system).read(new AbortController().signal);
  if (reading.state !== 'known') throw new Error(reading.state);
  return reading.value;
};
const read = (file: string) => readOf(capturedWindows(machineOf(file)));

test('Windows’ own firewall is told for each kind of network, with who decides where it is off', async () => {
  expect(await read('home-pc.json')).toEqual({
    firewalls: [
      {
        name: 'Windows Firewall',
        state: 'on',
        networks: { public: 'on', private: 'on', domain: 'on' },
        source: 'service mpssvc: running, public: on, private: on, domain: on, Security Center: good',
      },
    ],
    unread: [],
  });
  expect((await read('firewall-off-by-policy.json')).firewalls[0]).toMatchObject({
    networks: { public: 'on', private: 'on', domain: 'off' },
    source: expect.stringContaining(
      'domain: off (HKLM\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile\\EnableFirewall = 0)',
    ),
  });
});

test.each([
  ['firewall-eset.json', { name: 'ESET Firewall', state: 'on' }],
  ['firewall-eset-paused.json', { name: 'ESET Firewall', state: 'snoozed' }],
  ['firewall-eset-lists-disagree.json', { name: 'ESET Firewall', state: 'unknown', doubt: 'conflicting' }],
])('%s: another maker’s, beside Windows’ own', async (file, expected) => {
  expect((await read(file)).firewalls[1]).toMatchObject(expected);
});

test('a registration whose program is gone is no firewall', async () => {
  expect((await read('firewall-leftover.json')).firewalls).toHaveLength(1);
});

test('while Security Center stands still, what it holds of another maker’s is old', async () => {
  const { like: _, ...eset } = JSON.parse(JSON.stringify({ like: '', ...machineOf('firewall-eset.json') }));
  const { registry, firewallProducts, files } = eset;
  const value = await readOf(homePcWith({ registry, firewallProducts, files, services: { wscsvc: 1 } }));
  expect(value.firewalls[1]).toMatchObject({ state: 'unknown', source: expect.stringContaining('wscsvc') });
});

test('where services can’t be listed, nothing proves that the firewall runs', async () => {
  const services = { refused: 'denied', detail: 'OpenSCManagerW: 5' };
  expect((await readOf(homePcWith({ services }))).firewalls).toMatchObject([{ state: 'unknown' }]);
});

test('settings that are closed to this user are not on', async () => {
  const folder = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy';
  const denied = { refused: 'denied', detail: 'RegOpenKeyExW: 5' };
  const value = await readOf(homePcWith({ registry: { [`${folder}\\PublicProfile`]: denied } }));
  expect(value.firewalls[0]).toMatchObject({
    networks: { public: 'unknown', private: 'on', domain: 'on' },
    source: expect.stringContaining('EnableFirewall : RegOpenKeyExW: 5'),
  });
});

test('two lists that can’t be read may hold another maker’s firewall', async () => {
  const denied = { refused: 'denied', detail: 'CoCreateInstance IWSCProductList: 0x80070005' };
  const key = 'HKLM\\SOFTWARE\\Microsoft\\Security Center\\Provider\\Fw';
  const registry = { [key]: { refused: 'denied', detail: 'RegOpenKeyExW: 5' } };
  expect(await readOf(homePcWith({ registry, firewallProducts: denied }))).toMatchObject({
    unread: [{ detail: 'RegOpenKeyExW: 5' }, { detail: denied.detail }],
  });
});

test('every machine gives a value in its declared shape', async () => {
  for (const { file, machine } of allMachines()) {
    const value = await readOf(capturedWindows(machine));
    expect(facts.firewall.value.parse(value), file).toEqual(value);
  }
});
