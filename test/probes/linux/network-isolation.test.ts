import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FactValue } from '../../../src/facts/registry.ts';
import { networkIsolationProbe } from '../../../src/probes/linux/network-isolation.ts';
import { readInSandbox } from '../../desktop/in-sandbox.ts';
import { testOnMachine } from '../../not-run.ts';
import { notAborted } from './fake-machine.ts';
import { put } from './machine.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A tun device with a program behind it, as OpenVPN makes it: without one it has no carrier. linux/if_tun.h */
const withTunnel = `python3 -c "
import fcntl, struct, sys
tun = open('/dev/net/tun', 'r+b', buffering=0)
fcntl.ioctl(tun, 0x400454ca, struct.pack('16sH22x', b'tun0', 0x1001))
print('made', flush=True)
sys.stdin.read()" < <(tail -f /dev/null) > /run/made &
wait_for grep -q made /run/made; ip link set tun0 up`;

testOnMachine(
  { root: true, programs: ['/usr/sbin/ip', '/usr/sbin/useradd', '/usr/bin/python3'] },
  'in a network of its own: the default route taken away, halved, put in another table; a VPN up and down',
  async () => {
    const readings = await readInSandbox<'network-isolation'>(`
      user carol; mount -t sysfs sysfs /sys
      read_fact carol network-isolation alone
      ip link add cable type veth peer name far; ip link set far up; ip link set cable up
      ip address add 198.51.100.2/24 dev cable; wait_for grep -q up /sys/class/net/cable/operstate
      read_fact carol network-isolation cable
      ip route add default via 198.51.100.1
      read_fact carol network-isolation default warm
      ip route del default
      read_fact carol network-isolation taken-away
      ip route add 0.0.0.0/1 via 198.51.100.1; ip route add 128.0.0.0/1 via 198.51.100.1
      read_fact carol network-isolation halves
      ip route del 0.0.0.0/1; ip route del 128.0.0.0/1; ip route add blackhole default metric 9
      read_fact carol network-isolation blackhole
      ip route add default via 198.51.100.1 table 51820; ip rule add table 51820
      read_fact carol network-isolation other-table
      ip route flush table 51820; ip -6 route add default dev cable
      read_fact carol network-isolation ipv6
      ip link set far down
      read_fact carol network-isolation pulled-out
      ${withTunnel}
      read_fact carol network-isolation vpn
      ip link set tun0 down
      read_fact carol network-isolation vpn-down`);
    const values = Object.fromEntries(
      readings.map(({ label, reading }) => [label, reading.state === 'known' ? reading.value : reading]),
    );
    const route = (adapter: string, source: string) => ({
      ways: [{ kind: 'default-route', adapter, source }],
      unread: [],
    });
    const nothing = { ways: [], unread: [] };
    expect(values).toEqual({
      alone: nothing,
      cable: nothing,
      default: route('cable', '/proc/net/route'),
      warm: route('cable', '/proc/net/route'),
      'taken-away': nothing,
      halves: route('cable', '/proc/net/route'),
      blackhole: nothing,
      'other-table': route('', '/proc/net/fib_trie, table 51820'),
      ipv6: route('cable', '/proc/net/ipv6_route'),
      'pulled-out': nothing,
      vpn: { ways: [{ kind: 'vpn', adapter: 'tun0', source: '/sys/class/net/tun0' }], unread: [] },
      'vpn-down': nothing,
    });
    expect(readings.every(({ children }) => children === 0)).toBe(true);
  },
);

interface Device {
  readonly type?: number;
  readonly flags?: string;
  readonly operstate?: string;
  readonly uevent?: string;
  readonly tun_flags?: string;
  readonly links?: Readonly<Record<string, string>>;
}

const routes = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n';
const tables = 'Main:\n  +-- 0.0.0.0/0 2 0 2\nLocal:\n  +-- 0.0.0.0/0 2 0 2\n';

/** A computer with these adapters and no route, as its kernel would show them. */
function computer(devices: Readonly<Record<string, Device>>, files: Record<string, string> = {}): string {
  const root = temporaryFolder();
  const all = { '/proc/net/route': routes, '/proc/net/fib_trie': tables, ...files };
  for (const [path, content] of Object.entries(all)) put(root, path, content);
  for (const [name, device] of Object.entries({ lo: { type: 772, flags: '0x9' }, ...devices }))
    putDevice(join(root, 'sys/class/net', name), device);
  return root;
}

function putDevice(folder: string, { links = {}, ...device }: Device): void {
  const shown = { type: 1, flags: '0x1003', operstate: 'up', uevent: 'INTERFACE=x', ...device };
  for (const [file, content] of Object.entries(shown)) put(folder, file, `${content}\n`);
  for (const [link, target] of Object.entries(links)) {
    mkdirSync(dirname(join(folder, link)), { recursive: true });
    symlinkSync(target, join(folder, link));
  }
}

async function waysOf(root: string): Promise<FactValue<'network-isolation'>> {
  const reading = await networkIsolationProbe({ root }).read(notAborted);
  if (reading.state !== 'known') throw new Error(JSON.stringify(reading));
  return reading.value;
}
const kindsOf = async (devices: Readonly<Record<string, Device>>) =>
  (await waysOf(computer(devices))).ways.map(({ kind }) => kind);

// As the drivers of Debian's kernel 6.1 name their devices (SET_NETDEV_DEVTYPE, ARPHRD_*, their names under /sys/bus).
describe('an adapter that is connected', () => {
  test.each<[string, string[], Device]>([
    ['Wi-Fi', ['wifi'], { uevent: 'DEVTYPE=wlan\nINTERFACE=wlp3s0' }],
    ['a mobile modem', ['cellular'], { type: 65_534, operstate: 'unknown', uevent: 'DEVTYPE=wwan' }],
    [
      'an Android phone on USB',
      ['tethering'],
      { links: { 'device/driver': '/sys/bus/usb/drivers/rndis_host' } },
    ],
    ['an iPhone on USB', ['tethering'], { links: { 'device/driver': '/sys/bus/usb/drivers/ipheth' } }],
    ['a phone over Bluetooth', ['tethering'], { uevent: 'DEVTYPE=bluetooth' }],
    ['WireGuard', ['vpn'], { type: 65_534, operstate: 'unknown', uevent: 'DEVTYPE=wireguard' }],
    ['OpenVPN in a bridging set-up', ['vpn'], { operstate: 'unknown', tun_flags: '0x1002' }],
    ['a tunnel of the kernel (GRE)', ['vpn'], { type: 778, operstate: 'unknown' }],
    ['PPPoE', ['dial-up'], { type: 512, operstate: 'unknown', uevent: 'DEVTYPE=ppp' }],
    ['a network card', [], {}],
    ['a network card on USB', [], { links: { 'device/driver': '/sys/bus/usb/drivers/cdc_ether' } }],
    ['the bridge of Docker', [], { uevent: 'DEVTYPE=bridge' }],
    ['the cable of a virtual machine', [], { tun_flags: '0x1002', links: { master: '../virbr0' } }],
  ])('%s: %j', async (_what, kinds, device) => {
    expect(await kindsOf({ net0: device })).toEqual(kinds);
  });

  test.each<[string, Device]>([
    ['switched off', { flags: '0x1002', operstate: 'down' }],
    ['on, without a network', { operstate: 'down' }],
    ['on, not let in yet', { operstate: 'dormant' }],
  ])('Wi-Fi that is %s is not', async (_state, device) => {
    expect(await kindsOf({ wlan0: { uevent: 'DEVTYPE=wlan', ...device } })).toEqual([]);
  });
});

test('what can not be read is named, and "nothing" is not said', async () => {
  const denied = computer(
    {},
    { '/proc/net/route': 'Kernel IP routing table\n', '/proc/net/ipv6_route': 'what?\n' },
  );
  expect((await waysOf(denied)).unread).toEqual([
    { source: '/proc/net/route', detail: 'unparsable' },
    { source: '/proc/net/ipv6_route', detail: 'unparsable' },
  ]);
});

test('a machine without its adapters in sight is unknown', async () => {
  const reading = await networkIsolationProbe({ root: temporaryFolder() }).read(notAborted);
  expect(reading).toMatchObject({ state: 'unknown', reason: 'missing-source', source: '/sys/class/net' });
});
