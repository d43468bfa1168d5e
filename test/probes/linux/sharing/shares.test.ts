import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeAnswer } from '../../../../src/probes/linux/sharing/ipp.ts';
import { parseExports } from '../../../../src/probes/linux/sharing/nfs-exports.ts';
import { parseListing } from '../../../../src/probes/linux/sharing/smb-listing.ts';
import { parseUserShare } from '../../../../src/probes/linux/sharing/user-shares.ts';
import { captured, found, tcp } from './sharing-machine.ts';

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
