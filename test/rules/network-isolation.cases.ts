import { known, unknown } from '../../src/facts/fact.ts';
import type { NetworkWay, networkIsolation } from '../../src/facts/network-isolation.ts';
import type { RuleCase } from './rule-case.ts';

type Value = typeof networkIsolation.example;
const way = (kind: NetworkWay['kind'], adapter: string): NetworkWay => ({ kind, adapter, source: '/sys' });
const unread = { source: '/proc/net/route', detail: 'denied' };
const read = (...ways: NetworkWay[]) => known<Value>({ ways, unread: [] }, '/sys/class/net');

export const cases: readonly RuleCase<Value>[] = [
  { name: 'no way out', reading: read(), expect: 'pass', reason: null },
  {
    name: 'a route to everywhere, over a cable',
    reading: read(way('default-route', 'eth0')),
    expect: 'fail',
    reason: 'network-isolation.reason.default-route',
  },
  {
    name: 'a route that nobody knows the adapter of',
    reading: read(way('default-route', '')),
    expect: 'fail',
    reason: 'network-isolation.reason.default-route',
  },
  ...(['wifi', 'cellular', 'tethering', 'vpn', 'dial-up'] as const).map((kind) => ({
    name: `${kind} that leads nowhere yet is connected all the same`,
    reading: read(way(kind, 'net0')),
    expect: 'fail' as const,
    reason: `network-isolation.reason.${kind}`,
  })),
  {
    name: 'of a route and the Wi-Fi that it leads over, Wi-Fi is told: that is what a person switches off',
    reading: read(way('default-route', 'wlan0'), way('wifi', 'wlan0')),
    expect: 'fail',
    reason: 'network-isolation.reason.wifi',
  },
  {
    name: 'nothing found, but not everything read',
    reading: known({ ways: [], unread: [unread] }, '/sys/class/net'),
    expect: 'unknown',
    reason: 'network-isolation.reason.unread',
  },
  {
    name: 'what was found fails, whatever could not be read',
    reading: known({ ways: [way('vpn', 'tun0')], unread: [unread] }, '/sys/class/net'),
    expect: 'fail',
    reason: 'network-isolation.reason.vpn',
  },
  {
    name: 'no list of adapters',
    reading: unknown('denied', '/sys/class/net'),
    expect: 'unknown',
    reason: 'unknown.denied',
  },
];
