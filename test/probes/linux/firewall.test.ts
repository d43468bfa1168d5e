import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { facts } from '../../../src/facts/registry.ts';
import type { BusCall, BusReply } from '../../../src/probes/linux/bus-call.ts';
import { firewallProbe } from '../../../src/probes/linux/firewall.ts';
import { readInSandbox } from '../../desktop/in-sandbox.ts';
import { testOnMachine } from '../../not-run.ts';
import { cannot, machineWith, notAborted, output, systemWith } from './fake-machine.ts';

const noFilters = {
  'proc/sys/kernel/osrelease': '6.1.0-27-amd64\n',
  'proc/modules': 'snd_hda_intel 57344 3 - Live 0x0000000000000000\n',
  'lib/modules/6.1.0-27-amd64/modules.builtin': 'kernel/net/ipv4/tunnel4.ko\n',
};
const withNft = { ...noFilters, 'proc/modules': 'nf_tables 331776 5 nft_compat, Live 0x0000000000000000\n' };
const ufw = (enabled: string, policy = 'DROP') => ({
  'etc/ufw/ufw.conf': `# /etc/ufw/ufw.conf\nENABLED=${enabled}\nLOGLEVEL=low\n`,
  'etc/default/ufw': `IPV6=yes\nDEFAULT_INPUT_POLICY="${policy}"\n`,
});

/** A bus with systemd, whose units are in these states, and a firewalld with these zones. */
function bus(units: Record<string, string>, zones?: { fallback: unknown; active: unknown }) {
  return async ({ member, args }: BusCall): Promise<BusReply> => {
    const answers: Record<string, unknown> = {
      ListUnitsByNames: Object.entries(units).map(([name, state]) => [name, '', 'loaded', state]),
      NameHasOwner: zones !== undefined && args?.[0] === 'org.fedoraproject.FirewallD1',
      getDefaultZone: zones?.fallback,
      getActiveZones: zones?.active,
    };
    const said = answers[member];
    if (said === undefined) return { ok: false, reason: 'denied', detail: member };
    return { ok: true, body: [said] };
  };
}

async function read(files: Record<string, string>, callBus = bus({}), root: { rules?: unknown } = {}) {
  const isRoot = 'rules' in root;
  const nft = root.rules === null ? cannot('missing') : output(JSON.stringify({ nftables: root.rules }));
  const system = systemWith(await machineWith(files), { '/usr/sbin/nft -j list ruleset': nft }, callBus);
  const reading = await firewallProbe({ ...system, uid: isRoot ? 0 : 1001 }).read(notAborted);
  if (reading.state !== 'known') throw new Error(reading.state);
  expect(facts.firewall.value.parse(reading.value)).toEqual(reading.value);
  return reading;
}

describe('no firewall', () => {
  test('is known where the kernel has no packet filter at all', async () => {
    expect(await read(noFilters)).toMatchObject({ value: { firewalls: [], unread: [] } });
  });

  test.each([
    ['loaded', withNft],
    [
      'built in',
      { ...noFilters, 'lib/modules/6.1.0-27-amd64/modules.builtin': 'kernel/net/netfilter/nf_tables.ko\n' },
    ],
    ['not told', { 'proc/sys/kernel/osrelease': '6.1.0-27-amd64\n' }],
  ])('cannot be said by a user while a filter is %s: its rules are root’s', async (_, files) => {
    expect(await read(files)).toMatchObject({
      value: { firewalls: [], unread: [{ detail: 'its rules are told to root only' }] },
    });
  });
});

describe('ufw', () => {
  const on = bus({ 'ufw.service': 'active' });

  test.each([
    ['switched on and loaded', ufw('yes'), on, { state: 'on' }],
    ['switched on in quotes', ufw('"yes"'), on, { state: 'on' }],
    ['switched off, its unit active all the same', ufw('no'), on, { state: 'off' }],
    ['switched on, letting everything in', ufw('yes', 'ACCEPT'), on, { state: 'open' }],
    ['rejecting is keeping out', ufw('yes', 'REJECT'), on, { state: 'on' }],
    [
      'switched on, never loaded',
      ufw('yes'),
      bus({ 'ufw.service': 'failed' }),
      { state: 'unknown', doubt: 'conflicting' },
    ],
    [
      'switched on, without a systemd to ask',
      ufw('yes'),
      async () => ({ ok: false, reason: 'no-bus', detail: '' }) as const,
      { state: 'unknown', doubt: 'single-source' },
    ],
    ['a word that is neither', ufw('perhaps'), on, { state: 'unknown' }],
    ['without its defaults', { 'etc/ufw/ufw.conf': 'ENABLED=yes\n' }, on, { state: 'unknown' }],
  ])('%s', async (_, files, callBus, expected) => {
    const { value } = await read({ ...withNft, ...files }, callBus);
    expect(value.firewalls).toEqual([expect.objectContaining({ name: 'ufw', ...expected })]);
  });
});

// Captured from firewalld 1.3.3 on Debian 12, asked by another user than root: getDefaultZone answers "public", getActiveZones
// an empty list; the property `state` and getZoneSettings are NotAuthorizedException.
describe('firewalld', () => {
  test.each([
    ['a zone of its own', { fallback: 'public', active: [] }, 'on'],
    ['the zone that accepts all', { fallback: 'trusted', active: [] }, 'open'],
    [
      'an adapter in the zone that accepts all',
      { fallback: 'public', active: [['trusted', [['interfaces', ['eth0']]]]] },
      'open',
    ],
    ['zones that it does not tell', { fallback: undefined, active: [] }, 'unknown'],
  ] as const)('with %s: %s', async (_, zones, state) => {
    const { value } = await read(withNft, bus({}, zones));
    expect(value.firewalls).toMatchObject([{ name: 'firewalld', state }]);
  });
});

describe('the kernel’s own rules, as root', () => {
  const chain = (family: string, policy: string) => ({
    chain: { family, table: 'filter', name: 'input', type: 'filter', hook: 'input', prio: 0, policy },
  });
  const rule = (...expr: object[]) => ({
    rule: { family: 'inet', table: 'filter', chain: 'input', expr },
  });
  const ssh = { match: { op: '==', left: { payload: { field: 'dport' } }, right: 22 } };
  const inner = { chain: { family: 'inet', table: 'filter', name: 'inner' } };
  const inInner = { rule: { family: 'inet', table: 'filter', chain: 'inner', expr: [{ accept: null }] } };

  test.each([
    ['a policy that drops', [chain('inet', 'drop'), rule(ssh, { accept: null })], 'on'],
    [
      'a last rule that rejects',
      [chain('inet', 'accept'), rule(ssh, { accept: null }), rule({ counter: {} }, { reject: null })],
      'on',
    ],
    ['IPv4 alone', [chain('ip', 'drop')], 'open'],
    ['both families apart', [chain('ip', 'drop'), chain('ip6', 'drop')], 'on'],
    ['a yes to everything before the no', [chain('inet', 'drop'), rule({ accept: null })], 'unknown'],
    [
      'a yes to everything in a chain on the way',
      [chain('inet', 'drop'), inner, inInner, rule({ jump: { target: 'inner' } })],
      'unknown',
    ],
    ['single ports kept out', [chain('inet', 'accept'), rule(ssh, { drop: null })], 'unknown'],
    ['decisions in a map', [chain('inet', 'accept'), rule({ vmap: {} })], 'unknown'],
  ])('%s', async (_, rules, state) => {
    const files = { ...withNft, 'proc/net/if_inet6': 'fe80… eth0\n' };
    const { value } = await read(files, bus({}), { rules });
    expect(value).toMatchObject({ firewalls: [{ name: 'nftables', state }], unread: [] });
  });

  test('without IPv6, IPv4 is all there is', async () => {
    const { value } = await read({ ...withNft, 'proc/net/if_inet6': '' }, bus({}), {
      rules: [chain('ip', 'drop')],
    });
    expect(value.firewalls).toMatchObject([{ state: 'on' }]);
  });

  test('that keep nothing out disprove who says that it is on', async () => {
    const callBus = bus({ 'ufw.service': 'active' });
    const { value } = await read({ ...withNft, ...ufw('yes') }, callBus, {
      rules: [chain('inet', 'accept')],
    });
    expect(value).toMatchObject({
      firewalls: [{ name: 'ufw', state: 'unknown', doubt: 'conflicting' }],
      unread: [],
    });
  });

  test('of the older iptables are not among them', async () => {
    const files = { ...withNft, 'proc/net/ip_tables_names': 'nat\nfilter\n' };
    expect(await read(files, bus({}), { rules: [] })).toMatchObject({
      value: { firewalls: [], unread: [{ source: '/proc/net/ip_tables_names' }] },
    });
  });

  test('cannot be read without nft', async () => {
    expect(await read(withNft, bus({}), { rules: null })).toMatchObject({
      value: { firewalls: [], unread: [{ source: 'nft list ruleset', detail: 'could not be run' }] },
    });
  });
});

const manager = fileURLToPath(new URL('unit-manager.py', import.meta.url));

testOnMachine(
  {
    root: true,
    programs: ['/usr/sbin/ufw', '/usr/sbin/nft', '/usr/bin/dbus-daemon', '/usr/bin/python3'],
  },
  'the real ufw and nft: on, off, and what only root may see',
  async () => {
    const readings = await readInSandbox<'firewall'>(`
      user carol
      dbus-daemon --system --fork
      /usr/bin/python3 ${manager} system ufw.service=active > /run/units & wait_for grep -q ready /run/units
      ufw --force enable >/dev/null
      read_fact carol firewall ufw-on
      "$NODE" "$DRIVER" firewall ufw-on-root again
      ufw default allow >/dev/null; read_fact carol firewall ufw-open
      ufw default deny >/dev/null; nft flush ruleset
      "$NODE" "$DRIVER" firewall ufw-flushed
      ufw disable >/dev/null; nft flush ruleset
      read_fact carol firewall ufw-off
      nft 'table inet t { chain c { type filter hook input priority 0; policy drop; ct state established accept; }; }'
      "$NODE" "$DRIVER" firewall by-hand
    `);
    const told = readings.map(({ label, reading, children }) => {
      const value = reading.state === 'known' ? reading.value : { firewalls: [], unread: [] };
      const firewalls = value.firewalls.map(({ name, state }) => `${name} ${state}`);
      return [label, firewalls.join(', '), value.unread.length > 0 ? 'more unseen' : 'all seen', children];
    });
    expect(told).toEqual([
      ['ufw-on', 'ufw on', 'more unseen', 0],
      ['ufw-on-root', 'ufw on, nftables on', 'all seen', 1],
      ['again', 'ufw on, nftables on', 'all seen', 0],
      ['ufw-open', 'ufw open', 'more unseen', 0],
      ['ufw-flushed', 'ufw unknown', 'all seen', 1],
      ['ufw-off', 'ufw off', 'more unseen', 0],
      ['by-hand', 'ufw off, nftables on', 'all seen', 1],
    ]);
  },
);
