import { expect, test } from 'vitest';
import { approvedSoftwareProbe } from '../../../src/probes/windows/approved-software.ts';
import { homePcWith } from './machines.ts';

const uninstall = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall';
const steam = 'HKCU\\Software\\Valve\\Steam\\Apps';
const closed = { refused: 'denied', detail: 'RegOpenKeyExW: 5' };

test.each([
  [uninstall, '日记本'],
  [steam, '730'],
])('of a closed key below %s only the place is told, and "none" is not said', async (place, name) => {
  const system = homePcWith({ registry: { [place]: {}, [`${place}\\${name}`]: closed } });
  const reading = await approvedSoftwareProbe(system).read(new AbortController().signal);
  expect(reading).toMatchObject({ value: { unread: [{ source: place, detail: 'a key is closed' }] } });
  expect(JSON.stringify(reading)).not.toContain(name);
});
