import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseListeners } from '../../../src/probes/linux/sharing/listeners.ts';
import { parseExports } from '../../../src/probes/linux/sharing/nfs-exports.ts';
import { parseListing } from '../../../src/probes/linux/sharing/smb-listing.ts';
import { parseSshPorts } from '../../../src/probes/linux/sharing/ssh-ports.ts';
import { parseUserShare } from '../../../src/probes/linux/sharing/user-shares.ts';
import { sharingProbe } from '../../../src/probes/linux/sharing.ts';
import { machineWith, notAborted, output, systemWith } from './fake-machine.ts';
import { captured, everywhere, found, here, line, read, tcp, tcpHeader } from './sharing/sharing-machine.ts';

describe('what is open to the network', () => {
  test('a quiet machine offers nothing, and that is known', async () => {
    expect(await read({})).toEqual({
      state: 'known',
      value: { offers: [], unread: [] },
      source: '/proc/net/tcp',
    });
  });

  test('loopback in every spelling is not the network', () => {
    const six = {
      one: '00000000000000000000000001000000',
      mapped: '0000000000000000FFFF00000500007F',
      any: '00000000000000000000000000000000',
      mappedAny: '0000000000000000FFFF000000000000',
      linkLocal: '000080FE00000000FF005450B6DE39FE',
    };
    const table = [here, '0500FE7F', everywhere, '010200C0', ...Object.values(six)].map((each) =>
      line(each, 22),
    );
    const listeners = parseListeners(tcpHeader + table.join(''), '/proc/net/tcp6');
    expect(listeners?.map((each) => [each.address, each.loopback])).toEqual([
      ['127.0.0.1', true],
      ['127.254.0.5', true],
      ['0.0.0.0', false],
      ['192.0.2.1', false],
      ['::1', true],
      ['127.0.0.5', true],
      ['::', false],
      ['0.0.0.0', false],
      ['fe80::5054:ff:fe39:deb6', false],
    ]);
  });

  test('connections are not listeners', () => {
    expect(
      parseListeners(tcpHeader + line(everywhere, 22, '01') + line(everywhere, 22, '06'), 'tcp'),
    ).toEqual([]);
  });

  test.each([
    [22, 'remote-login', 'SSH (port 22)'],
    [23, 'remote-login', 'Telnet (port 23)'],
    [3389, 'remote-desktop', 'Remote Desktop (port 3389)'],
    [3390, 'remote-desktop', 'Remote Desktop (port 3390)'],
    [5901, 'remote-desktop', 'VNC (port 5901)'],
    [6000, 'remote-desktop', 'X11 (port 6000)'],
    [548, 'afp', 'AFP (port 548)'],
  ])('port %i is %s', async (port, kind, name) => {
    expect(await found({ 'proc/net/tcp': tcp(port) })).toMatchObject({
      offers: [{ kind, name, active: true }],
      unread: [],
    });
    expect(await found({ 'proc/net/tcp': tcpHeader + line(here, port) })).toEqual({ offers: [], unread: [] });
  });

  test('one server on IPv4 and IPv6 is one offer', async () => {
    const six = tcpHeader + line('0'.repeat(32), 22) + line('0'.repeat(32), 5900);
    expect((await found({ 'proc/net/tcp': tcp(22, 5900), 'proc/net/tcp6': six })).offers).toHaveLength(2);
  });

  test('rpcbind, a local cupsd and a port 1900 that only listens to others share nothing', async () => {
    const files = {
      'proc/net/tcp': tcp(111) + line(here, 631),
      'proc/net/udp': tcpHeader + line(everywhere, 1900, '07'),
    };
    const others = [{ port: 111, program: 'rpcbind' }];
    expect(await found(files, ['rpcbind', 'cupsd'])).toEqual({ offers: [], unread: [], others });
  });

  test('a media server that announces itself is an offer', async () => {
    const udp = tcpHeader + line(everywhere, 1900, '07');
    expect(await found({ 'proc/net/udp': udp }, ['rygel'])).toMatchObject({
      offers: [{ kind: 'media', name: 'Rygel' }],
    });
    expect(await found({ 'proc/net/tcp': tcp(8200) }, ['minidlnad'])).toMatchObject({
      offers: [{ name: 'MiniDLNA' }],
    });
    expect(await found({}, ['rygel'])).toEqual({ offers: [], unread: [] });
  });

  test.each([
    ['anydesk', 'AnyDesk'],
    ['teamviewerd', 'TeamViewer'],
    ['ToDesk_Service', 'ToDesk'],
    ['rustdesk', 'RustDesk'],
    ['sunloginclient', '向日葵'],
  ])('%s needs no open port to be remote control', async (process, name) => {
    expect(await found({}, [process])).toMatchObject({
      offers: [{ kind: 'remote-control', name, active: true }],
    });
  });

  test('where processes are hidden, "no remote control" is not said', async () => {
    const system = systemWith(await machineWith({ 'proc/net/tcp': tcpHeader }));
    expect(await sharingProbe(system).read(notAborted)).toMatchObject({
      value: { offers: [], unread: [{ kind: 'remote-control', source: '/proc' }] },
    });
  });
});

describe('the tables of the kernel', () => {
  test('whole, as captured: listeners with their addresses, users and numbers; connections are none', () => {
    const listening = (name: string) =>
      parseListeners(captured(`sockets/${name}`), `/proc/net/${name}`)?.map(
        ({ address, port, loopback, uid }) => `${address} ${port} ${loopback ? 'loopback' : 'open'} ${uid}`,
      );
    expect(listening('tcp')).toEqual([
      '127.0.0.1 631 loopback 0',
      '0.0.0.0 8000 open 1001',
      '0.0.0.0 2022 open 0',
      '0.0.0.0 22 open 0',
      '0.0.0.0 111 open 0',
      '0.0.0.0 139 open 0',
      '0.0.0.0 445 open 0',
    ]);
    expect(listening('tcp6')?.[0]).toBe('::1 631 loopback 0');
    expect(listening('tcp6')).toHaveLength(6);
    expect(listening('udp')).toEqual(['0.0.0.0 111 open 0', '0.0.0.0 5353 open 1001']);
    expect(listening('udp6')).toEqual([':: 111 open 0']);
    expect(parseListeners(captured('sockets/tcp'), '/proc/net/tcp')?.[1]?.inode).toBe(534_788);
  });

  test('of a whole captured machine: what is known by its port is an offer, the rest is told', async () => {
    const tables = ['tcp', 'tcp6', 'udp', 'udp6'].map((name) => [
      `proc/net/${name}`,
      captured(`sockets/${name}`),
    ]);
    const files = { ...Object.fromEntries(tables), 'proc/10/cmdline': 'dropbear\0-R\0-p\x002022\0' };
    const value = await found(files, ['dropbear', 'rpcbind']);
    expect(value.offers.map(({ name }) => name)).toEqual(['SSH (port 2022)', 'SSH (port 22)']);
    expect(value.unread).toMatchObject([{ kind: 'smb' }]);
    expect(value.others?.map(({ port }) => port)).toEqual([111, 139, 445, 8000]);
  });

  test('without them nothing is said', async () => {
    const system = systemWith(await machineWith({ 'proc/1/comm': 'systemd\n' }));
    expect(await sharingProbe(system).read(notAborted)).toMatchObject({
      state: 'unknown',
      reason: 'missing-source',
    });
  });

  test.each([[''], ['garbage'], [`${tcpHeader}0: zz:zz`]])('%j is unparsable, not "none"', async (text) => {
    expect(await read({ 'proc/net/tcp': text })).toMatchObject({ state: 'unknown', reason: 'unparsable' });
  });

  test('garbage never throws and is never an empty answer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseListeners(text, '/proc/net/tcp')).toBeUndefined();
        if (text.trim() !== '')
          expect(parseListeners(`${tcpHeader}${text}`, '/proc/net/tcp')).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(fc.nat(65_535), fc.stringMatching(/^([0-9A-F]{8}){1,4}$/), (port, address) => {
        const listeners = parseListeners(tcpHeader + line(address, port), 'tcp');
        if (address.length === 8 || address.length === 32) expect(listeners?.[0]?.port).toBe(port);
        else expect(listeners).toBeUndefined();
      }),
    );
  });
});

describe('SSH on another port', () => {
  test('named by its configuration or its command line', async () => {
    expect(
      parseSshPorts('#Port 22\nPort 2222\nListenAddress 0.0.0.0:2200\nListenAddress [::]:2201\n'),
    ).toEqual([2222, 2200, 2201]);
    expect(parseSshPorts('ListenAddress ::1\nGatewayPorts no\n')).toEqual([]);
    const files = { 'proc/net/tcp': tcp(2222), 'etc/ssh/sshd_config.d/own.conf': 'port 2222 # ours\n' };
    expect(await found(files)).toMatchObject({ offers: [{ name: 'SSH (port 2222)' }], unread: [] });
  });

  test('a session’s own sshd is no server', async () => {
    const files = { 'proc/10/cmdline': 'sshd: carol [priv]\0' };
    expect(await found(files, ['sshd'])).toEqual({ offers: [], unread: [] });
  });
});

test('garbage in any configuration never throws', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string(), async (one, two) => {
      parseExports(one);
      parseSshPorts(one);
      parseListing(one);
      parseUserShare('x', one, 's');
      const files = {
        'usr/sbin/smbd': '',
        'usr/sbin/exportfs': '',
        'etc/samba/smb.conf': `[global]\n${one}\n[${two}]\n`,
        'etc/exports': one,
      };
      expect(await read(files)).toMatchObject({ state: 'known' });
    }),
    { numRuns: 40 },
  );
});

test('a child process is not needed for what files say', async () => {
  const files = {
    'usr/sbin/smbd': '',
    'etc/samba/smb.conf': '[a]\npath=/srv\n',
    'proc/net/tcp': tcp(445, 2049, 22),
    'proc/1/comm': 'systemd',
  };
  const system = systemWith(await machineWith(files), { '/usr/bin/smbclient': output('') });
  await sharingProbe(system).read(notAborted);
  expect(system.started).toEqual([]);
});
