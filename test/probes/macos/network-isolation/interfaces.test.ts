import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseInterfaces } from '../../../../src/probes/macos/network-isolation/interfaces.ts';

const loopback =
  'lo0: flags=8049<UP,LOOPBACK,RUNNING,MULTICAST> mtu 16384\n\tinet 127.0.0.1 netmask 0xff000000\n';
const parse = (...lines: string[]) => parseInterfaces(`${loopback}${lines.join('\n')}\n`)?.slice(1);

test.each([
  ['a cable that is plugged in', ['en7: flags=8863<UP,BROADCAST> mtu 1500', '\tstatus: active'], true, false],
  ['a cable that is not', ['en7: flags=8863<UP,BROADCAST> mtu 1500', '\tstatus: inactive'], false, false],
  ['an interface that is off', ['en7: flags=8822<BROADCAST,SMART> mtu 1500'], false, false],
  [
    'a tunnel of macOS itself',
    ['utun0: flags=8051<UP> mtu 1380', '\tinet6 fe80::1%utun0 prefixlen 64'],
    true,
    false,
  ],
  [
    'a VPN',
    ['utun4: flags=8051<UP> mtu 1420', '\tinet 10.8.0.6 --> 10.8.0.5 netmask 0xff000000'],
    true,
    true,
  ],
  ['a VPN for IPv6', ['utun4: flags=8051<UP> mtu 1420', '\tinet6 fd7a:115c::2 prefixlen 48'], true, true],
])('%s', (_what, lines, connected, hasAddress) => {
  expect(parse(...lines)).toMatchObject([{ connected, hasAddress }]);
});

test.each(['', 'ifconfig: interface does not exist'])('%j is no list of interfaces', (output) => {
  expect(parseInterfaces(output)).toBeUndefined();
});

test('whatever stands behind the loopback, it answers', () => {
  fc.assert(fc.property(fc.string(), (text) => Array.isArray(parseInterfaces(loopback + text))));
});
