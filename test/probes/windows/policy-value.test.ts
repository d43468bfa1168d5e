import { expect, test } from 'vitest';
import { readPolicyOver } from '../../../src/probes/windows/policy-value.ts';
import { homePcWith } from './machines.ts';

const policy = { hive: 'HKLM', key: 'SOFTWARE\\Policies\\X', name: 'Off' } as const;
const setting = { hive: 'HKLM', key: 'SOFTWARE\\X', name: 'Off' } as const;
const read = (registry: Record<string, unknown>) =>
  readPolicyOver(homePcWith({ registry }).registry, policy, setting);

test('what policy says wins, even where it says zero', async () => {
  const both = { 'HKLM\\SOFTWARE\\Policies\\X': { Off: 0 }, 'HKLM\\SOFTWARE\\X': { Off: 1 } };
  expect(await read(both)).toMatchObject({ value: 0, source: 'HKLM\\SOFTWARE\\Policies\\X\\Off' });
});

test('without policy the own setting counts, and may be missing', async () => {
  expect(await read({ 'HKLM\\SOFTWARE\\X': { Off: 1 } })).toMatchObject({ value: 1 });
  expect(await read({})).toMatchObject({ ok: true, value: undefined });
});

test('a policy that cannot be read hides what the setting is worth', async () => {
  const refused = { refused: 'denied', detail: 'RegOpenKeyExW: 5' };
  const closed = { 'HKLM\\SOFTWARE\\Policies\\X': refused, 'HKLM\\SOFTWARE\\X': { Off: 1 } };
  expect(await read(closed)).toMatchObject({ ok: false, reason: 'denied' });
});
