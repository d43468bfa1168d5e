import { expect, test } from 'vitest';
import { parseGlobalState } from '../../../src/probes/macos/firewall/application-firewall.ts';
import { firewallProbe } from '../../../src/probes/macos/firewall.ts';
import { type CapturedMac, capturedMac, notAborted } from './captured-mac.ts';

const asked = '/usr/sbin/system_profiler -json SPFirewallDataType';
const settings = '/Library/Preferences/com.apple.alf.plist';

function mac(version: string, globalstate: number | undefined, said?: CapturedMac['commands'][string]) {
  const files: CapturedMac['files'] = {
    '/System/Library/CoreServices/SystemVersion.plist': { plist: { ProductVersion: version }, form: 'xml' },
    ...(globalstate !== undefined && { [settings]: { plist: { globalstate }, form: 'xml' } }),
  };
  return capturedMac({ files, commands: said === undefined ? {} : { [asked]: said } });
}

/** As osquery/osquery#8432 has it from macOS 15. */
const reporting = (state: string) => [
  `{ "SPFirewallDataType" : [ { "_name" : "spfirewall_settings", "spfirewall_globalstate" : "${state}" } ] }`,
];
const stateOf = async (system: ReturnType<typeof mac>) => {
  const reading = await firewallProbe(system).read(notAborted);
  return reading.state === 'known' ? reading.value.firewalls[0]?.state : reading.reason;
};

test.each([
  ['14.7', 0, 'off'],
  ['14.7', 1, 'on'],
  ['13.2', 2, 'on'],
  ['14.7', 7, 'unparsable'],
] as const)('macOS %s, globalstate %d: %s, without a child process', async (version, globalstate, state) => {
  const system = mac(version, globalstate);
  expect(await stateOf(system)).toBe(state);
  expect(system.started).toEqual([]);
});

test.each([
  ['spfirewall_globalstate_limit_connections', 'on'],
  ['spfirewall_globalstate_block_all', 'on'],
  ['spfirewall_globalstate_allow_all', 'off'],
  ['spfirewall_globalstate_of_a_later_version', 'unparsable'],
])('macOS 15 is asked, whatever file an older one left: %s is %s', async (word, state) => {
  expect(await stateOf(mac('15.3', 1, reporting(word)))).toBe(state);
  expect(await stateOf(mac('26.6.2', undefined, reporting(word)))).toBe(state);
});

test('a version that is not told is no old one', async () => {
  expect(await stateOf(mac('', 1, { cannot: 'timed-out' }))).toBe('timed-out');
});

test('no file where there should be one says nothing', async () => {
  expect(await stateOf(mac('14.7', undefined, reporting('spfirewall_globalstate_allow_all')))).toBe('off');
});

test('good news is kept for a while, bad news asked for again', async () => {
  for (const [word, times] of [
    ['limit_connections', 1],
    ['allow_all', 2],
  ] as const) {
    const system = mac('15.3', undefined, reporting(`spfirewall_globalstate_${word}`));
    const probe = firewallProbe(system);
    for (const _ of [1, 2]) await probe.read(notAborted);
    expect(system.started).toHaveLength(times);
  }
});

test('what is no report is none', () => {
  expect(parseGlobalState('')).toBeUndefined();
  expect(parseGlobalState('{"SPFirewallDataType":[]}')).toBeUndefined();
});
