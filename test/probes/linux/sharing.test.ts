import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FactValue } from '../../../src/facts/registry.ts';
import { decodeAnswer } from '../../../src/probes/linux/sharing/ipp.ts';
import { parseListeners } from '../../../src/probes/linux/sharing/listeners.ts';
import { parseExports } from '../../../src/probes/linux/sharing/nfs-exports.ts';
import { parseListing } from '../../../src/probes/linux/sharing/smb-listing.ts';
import { parseSshPorts } from '../../../src/probes/linux/sharing/ssh-ports.ts';
import { parseUserShare } from '../../../src/probes/linux/sharing/user-shares.ts';
import { sharingProbe } from '../../../src/probes/linux/sharing.ts';
import type { CommandResult } from '../../../src/probes/run-command.ts';
import { machineWith, notAborted, output, systemWith } from './fake-machine.ts';

/** A file of test/fixtures/linux; its README says where it is from. */
const captured = (file: string) =>
  readFileSync(new URL(`../../fixtures/linux/${file}`, import.meta.url), 'utf8');

// As a line of the captured tables is written, with another address and port.
const tcpHeader =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                                                     \n';
const everywhere = '00000000';
const here = '0100007F';
const line = (address: string, port: number, state = '0A', uid = 0) =>
  `   0: ${address}:${port.toString(16).toUpperCase().padStart(4, '0')} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000 ${String(uid).padStart(5)}        0 1060 1 00000000668d684c 100 0 0 10 0                      \n`;
const tcp = (...ports: number[]) => tcpHeader + ports.map((port) => line(everywhere, port)).join('');

type Files = Record<string, string>;

async function read(files: Files, running: string[] = [], commands: Record<string, CommandResult> = {}) {
  const named = Object.fromEntries(running.map((name, index) => [`proc/${10 + index}/comm`, `${name}\n`]));
  const base = { 'proc/1/comm': 'systemd\n', 'proc/net/tcp': tcpHeader };
  const system = systemWith(await machineWith({ ...base, ...named, ...files }), commands);
  return sharingProbe(system).read(notAborted);
}

async function found(files: Files, running: string[] = []): Promise<FactValue<'sharing'>> {
  const reading = await read(files, running);
  if (reading.state !== 'known') throw new Error(`not known: ${reading.reason}`);
  return reading.value;
}

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

describe('NFS', () => {
  const exportfs = { 'usr/sbin/exportfs': '' };

  test('exports with quotes, octal numbers, comments, continued lines and defaults', () => {
    const text = [
      '# /no *(rw)',
      '/srv/all *(rw,sync) # everyone',
      '"/srv/with blank" 192.168.1.0/24(ro)',
      '/srv/octal\\040name -sec=krb5p host1 host2(rw)',
      '/srv/long \\',
      '  10.0.0.1(rw) 0.0.0.0/0(ro)',
      '/srv/bare',
    ].join('\n');
    expect(parseExports(text)).toEqual([
      { path: '/srv/all', reach: 'everyone' },
      { path: '/srv/with blank', reach: 'unknown' },
      { path: '/srv/octal name', reach: 'accounts' },
      { path: '/srv/long', reach: 'everyone' },
      { path: '/srv/bare', reach: 'everyone' },
    ]);
  });

  test('exported and listening, exported and not, and left over from a server that is gone', async () => {
    const files = {
      'etc/exports': '/srv/a *(ro)\n',
      'etc/exports.d/more.exports': '/srv/b h(ro)\n',
      'etc/exports.d/.no.exports': '/no *\n',
    };
    expect(await found({ ...files, ...exportfs, 'proc/net/tcp': tcp(2049) })).toMatchObject({
      offers: [
        { kind: 'nfs', name: '/srv/a', reach: 'everyone', active: true, source: '/etc/exports' },
        { name: '/srv/b', reach: 'unknown', active: true, source: '/etc/exports.d/more.exports' },
      ],
      unread: [],
    });
    const prepared = await found({ ...files, ...exportfs });
    expect(prepared.offers.map((offer) => offer.active)).toEqual([false, false]);
    expect(await found(files)).toEqual({ offers: [], unread: [] });
  });

  test('what was exported by hand is in etab only', async () => {
    const etab = { 'var/lib/nfs/etab': '/srv/hand\t*(ro,sync,sec=sys)\n', 'etc/exports': '' };
    expect(await found({ ...etab, ...exportfs, 'proc/net/tcp': tcp(2049) })).toMatchObject({
      offers: [{ name: '/srv/hand', source: '/var/lib/nfs/etab' }],
    });
    expect(await found({ ...etab, ...exportfs })).toEqual({ offers: [], unread: [] });
  });

  test('a server whose exports nobody names is unread', async () => {
    expect(await found({ 'proc/net/tcp': tcp(2049) })).toMatchObject({
      offers: [],
      unread: [{ kind: 'nfs' }],
    });
    expect(await found({ 'proc/net/tcp': tcp(2049), 'etc/exports': '' }, ['ganesha.nfsd'])).toMatchObject({
      unread: [{ kind: 'nfs' }],
    });
  });
});

describe('user shares of Samba', () => {
  const file = captured('samba/usershare');

  test('one file is one share', () => {
    expect(parseUserShare('public', file, 's')).toMatchObject({ name: 'Public', reach: 'everyone' });
    expect(parseUserShare('public', file.replace('guest_ok=y', 'guest_ok=n'), 's')).toMatchObject({
      reach: 'accounts',
    });
  });

  test('what Samba would not take is none', () => {
    expect(parseUserShare('x', 'path=/srv\n', 's')).toBeUndefined();
    expect(parseUserShare('x', '#VERSION 2\npath=relative\n', 's')).toBeUndefined();
  });

  test('they are prepared offers while smbd is installed and not running', async () => {
    const files = {
      'usr/sbin/smbd': '',
      'etc/samba/smb.conf': '[global]\n',
      'var/lib/samba/usershares/public': file,
    };
    expect(await found(files)).toMatchObject({
      offers: [{ kind: 'smb', name: 'Public', active: false, source: '/var/lib/samba/usershares/public' }],
    });
    expect(await found({ ...files, 'etc/samba/smb.conf': '[global]\nusershare max shares = 0\n' })).toEqual({
      offers: [],
      unread: [],
    });
  });

  test('the answer of smbclient', () => {
    expect(
      parseListing('Disk|print$|Printer Drivers\nDisk|public|\nIPC|IPC$|x\nPrinter|P|\nSMB1 disabled\n'),
    ).toEqual(['public']);
  });
});

describe('SMB', () => {
  const conf = { 'etc/samba/smb.conf': '[public]\npath = /srv\nguest ok = yes\n' };

  test('open, prepared, left over', async () => {
    const open = { ...conf, 'usr/sbin/smbd': '', 'proc/net/tcp': tcp(445) };
    expect(await found(open, ['smbd'])).toMatchObject({
      offers: [
        { kind: 'smb', name: 'public', reach: 'everyone', active: true, source: '/etc/samba/smb.conf' },
      ],
      unread: [],
    });
    expect(await found({ ...conf, 'usr/sbin/smbd': '' })).toMatchObject({ offers: [{ active: false }] });
    expect(await found(conf)).toEqual({ offers: [], unread: [] });
  });

  test('an open port behind which nobody can look is unread', async () => {
    expect(await found({ 'proc/net/tcp': tcp(445) })).toMatchObject({
      unread: [{ kind: 'smb', source: 'port 445' }],
    });
    expect(await found({ 'proc/net/tcp': tcp(445), 'usr/sbin/smbd': '' }, ['smbd'])).toMatchObject({
      unread: [{ kind: 'smb', source: 'port 445' }],
    });
  });

  test('the configuration that smbd was started with is the one that counts', async () => {
    const files = {
      'proc/net/tcp': tcp(4450),
      'proc/10/cmdline': '/usr/sbin/smbd\0-F\0--configfile=/srv/own.conf\0',
      'srv/own.conf': '[global]\nsmb ports = 4450\n[own]\npath = /srv\n',
    };
    expect(await found({ ...conf, ...files }, ['smbd'])).toMatchObject({
      offers: [{ name: 'own', active: true, reach: 'accounts', source: '/srv/own.conf' }],
    });
  });
});

describe('printers over IPP', () => {
  test('garbage and cut-off answers are no list', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void decodeAnswer(Buffer.from(bytes))));
    expect(decodeAnswer(Buffer.from('HTTP/1.1 200'))).toBeUndefined();
    expect(decodeAnswer(Buffer.from([2, 0, 0, 0, 0, 0, 0, 1]))).toBeUndefined();
    expect(decodeAnswer(Buffer.from([2, 0, 4, 6, 0, 0, 0, 1, 3]))).toEqual([]);
    expect(decodeAnswer(Buffer.from([2, 0, 4, 1, 0, 0, 0, 1, 3]))).toBeUndefined();
  });

  test('an open port 631 that does not list its printers is unread', async () => {
    expect(await found({ 'proc/net/tcp': tcp(631) })).toMatchObject({ unread: [{ kind: 'printer' }] });
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
