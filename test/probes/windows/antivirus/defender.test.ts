import { expect, test } from 'vitest';
import { decodeFileTime, readDefender } from '../../../../src/probes/windows/antivirus/defender.ts';
import { readRunningPrograms } from '../../../../src/probes/windows/running-programs.ts';
import { homePcWith } from '../machines.ts';

const settings = 'HKLM\\SOFTWARE\\Microsoft\\Windows Defender';
const policy = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Defender';
const realTime = '\\Real-Time Protection';

async function read(change: Record<string, unknown>) {
  const system = homePcWith(change);
  return readDefender(system, await readRunningPrograms(system));
}
const told = async (change: Record<string, unknown>) =>
  (await read(change)).claims.map((claim) => claim.realTime);

test.each<[string, Record<string, unknown>, string[]]>([
  ['runs and nothing holds it back: two places say on', {}, ['on', 'on']],
  ['its service is stopped', { services: { WinDefend: 1 } }, ['off']],
  [
    'its user switched it off',
    { registry: { [settings + realTime]: { DisableRealtimeMonitoring: 1 } } },
    ['off'],
  ],
  [
    'policy switched it off',
    { registry: { [policy + realTime]: { DisableRealtimeMonitoring: 1 } } },
    ['off'],
  ],
  [
    'policy keeps it on',
    {
      registry: {
        [policy + realTime]: { DisableRealtimeMonitoring: 0 },
        [settings + realTime]: { DisableRealtimeMonitoring: 1 },
      },
    },
    ['on', 'on'],
  ],
  ['it is passive', { registry: { [settings]: { PassiveMode: 1 } } }, ['off']],
  ['it runs although it is disabled', { registry: { [policy]: { DisableAntiSpyware: 1 } } }, ['unknown']],
  ['a setting is garbage', { registry: { [settings]: { PassiveMode: 'ja' } } }, ['unknown']],
  [
    'neither services nor processes can be read',
    {
      services: { refused: 'denied', detail: 'OpenSCManagerW: 5' },
      processes: { refused: 'failed', detail: 'CreateToolhelp32Snapshot: 8' },
    },
    ['unknown'],
  ],
])('where %s', async (_, change, claims) => {
  expect(await told(change)).toEqual(claims);
});

test('a service that this user may not ask for is known by its process', async () => {
  expect(await read({ services: { WinDefend: null } })).toMatchObject({ installed: false, runs: true });
  expect(await read({ services: { WinDefend: null }, processes: [] })).toMatchObject({ runs: false });
});

test('the signatures are as old as they were made, not as their last download', async () => {
  expect((await read({})).signaturesAt).toBe('2026-11-19T04:40:00.000Z');
  const updates = `${settings}\\Signature Updates`;
  const downloaded = await read({ registry: { [updates]: { AVSignatureApplied: null } } });
  expect(downloaded.signaturesAt).toBe('2026-11-19T05:12:00.000Z');
  expect((await read({ registry: { [updates]: null } })).signaturesAt).toBeNull();
});

test('eight bytes, the low one first, are a time; anything else is none', () => {
  const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
  expect(decodeFileTime(bytes('00101909e077dd01'))).toBe('2026-11-19T04:40:00.000Z');
  expect(decodeFileTime(bytes('0000000000000000'))).toBeNull();
  expect(decodeFileTime(bytes('ffffffffffffffff'))).toBeNull();
  expect(decodeFileTime(bytes('00101909e077dd'))).toBeNull();
  expect(decodeFileTime('2026-11-19')).toBeNull();
  expect(decodeFileTime(undefined)).toBeNull();
});
