import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parseRelease, updatesArchive } from '../../../src/probes/linux/os-updates/archives.ts';
import { lastUpgradeIn } from '../../../src/probes/linux/os-updates/last-upgrade.ts';
import { parseUpgrades } from '../../../src/probes/linux/os-updates/missing-updates.ts';
import { osUpdatesProbe } from '../../../src/probes/linux/os-updates.ts';
import { readInSandbox } from '../../desktop/in-sandbox.ts';
import { testOnMachine } from '../../not-run.ts';
import { cannot, machineWith, notAborted, output, systemWith } from './fake-machine.ts';

// The heads of Debian 12's own files.
const security = `-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA512

Origin: Debian
Label: Debian-Security
Suite: oldstable-security
Version: 12
Codename: bookworm-security
Date: Fri, 20 Nov 2026 06:15:00 UTC
Valid-Until: Fri, 27 Nov 2026 06:15:00 UTC
`;
const release = `Origin: Debian
Label: Debian
Suite: oldstable
Version: 12.15
Codename: bookworm
Date: Sat, 11 Jul 2026 09:26:05 UTC
`;
const browser = `Origin: Google LLC
Label: Google
Suite: stable
Codename: stable
Date: Mon, 23 Nov 2026 20:00:00 UTC
`;
const lists = {
  'var/lib/apt/lists/security.example_dists_bookworm-security_InRelease': security,
  'var/lib/apt/lists/mirror.example_debian_dists_bookworm_InRelease': release,
  'var/lib/apt/lists/dl.google.com_linux_chrome_deb_dists_stable_Release': browser,
  'etc/os-release': 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n',
};

// Captured from apt 2.6.1 on Debian 12.
const upgrades = `NOTE: This is only a simulation!
Inst base-files [12.4+deb12u11] (12.4+deb12u15 Debian:12.15/oldstable [amd64])
Conf base-files (12.4+deb12u15 Debian:12.15/oldstable [amd64])
Inst libssl3 [3.0.16] (3.0.17 Debian-Security:12/oldstable-security [amd64])
Inst google-chrome-stable [149.0] (150.0 Google:1.0/stable [amd64])
Inst linux-image-6.1.0-43-amd64 (6.1.160-1 Debian-Security:12/oldstable-security [amd64])
`;
const log = (command: string, end = '2026-10-02  09:14:41', more = '') =>
  `\nStart-Date: 2026-10-02  09:14:00\nCommandline: ${command}\nRequested-By: carol (1000)\nUpgrade: bash:amd64 (5.2-1, 5.2-2)\n${more}End-Date: ${end}\n`;

async function read(files: Record<string, string | Buffer>, said = output('')) {
  const system = systemWith(await machineWith(files), { '/usr/bin/apt-get': said });
  const reading = await osUpdatesProbe(system).read(notAborted);
  return reading.state === 'known' ? reading.value : { state: reading.state, reason: reading.reason };
}

describe('a system with apt', () => {
  test('with nothing to install was current when its security archive was signed', async () => {
    expect(await read(lists)).toEqual({
      currentAt: '2026-11-20T06:15:00.000Z',
      bound: 'exact',
      missing: 0,
      restartSince: null,
      version: 'Debian GNU/Linux 12 (bookworm)',
    });
  });

  test('lacks what comes from its own archives; another maker’s browser is no part of it', async () => {
    expect(await read(lists, output(upgrades))).toMatchObject({ missing: 2, currentAt: null });
    const files = { ...lists, 'var/log/apt/history.log': log('apt-get upgrade -y') };
    expect(await read(files, output(upgrades))).toMatchObject({
      missing: 2,
      currentAt: new Date(2026, 9, 2, 9, 14, 41).toISOString(),
    });
  });

  test('remembers its last upgrade in a log that was put away', async () => {
    const files = { ...lists, 'var/log/apt/history.log.2.gz': gzipSync(log('apt full-upgrade')) };
    expect(await read(files, output(upgrades))).toMatchObject({
      currentAt: expect.stringContaining('2026-10'),
    });
  });

  test('that was upgraded by lists from before its last upgrade was current when they were made', async () => {
    const files = { ...lists, 'var/log/apt/history.log': log('apt upgrade', '2026-11-22  08:00:00') };
    expect(await read(files, output(upgrades))).toMatchObject({ currentAt: '2026-11-20T06:15:00.000Z' });
  });

  test('whose archive of updates is not signed anew while nothing comes may well have looked since', async () => {
    const updates = release.replace('oldstable\n', '10.1-2303-updates\n');
    const files = { 'var/lib/apt/lists/archive.example_kylin_dists_10.1-2303-updates_InRelease': updates };
    expect(await read(files)).toMatchObject({
      currentAt: '2026-07-11T09:26:05.000Z',
      bound: 'at-least',
      missing: 0,
    });
    expect(await read(files, output(upgrades))).toMatchObject({ bound: 'exact', missing: 1 });
  });

  test('whose updates wait for a restart says since when', async () => {
    const root = await machineWith({ ...lists, 'run/reboot-required': '' });
    const at = new Date('2026-11-01T08:00:00Z');
    await utimes(join(root, 'run/reboot-required'), at, at);
    const reading = await osUpdatesProbe(systemWith(root, { '/usr/bin/apt-get': output('') })).read(
      notAborted,
    );
    expect(reading).toMatchObject({ value: { restartSince: at.toISOString() } });
  });

  test.each([
    ['no archive of updates', { 'var/lib/apt/lists/x_InRelease': release }, output(''), 'missing-source'],
    ['no lists at all', {}, output(''), 'missing-source'],
    ['an apt that fails', lists, output('', 100, 'E: dpkg was interrupted'), 'failed'],
    ['an apt that can’t be run', lists, cannot('timed-out'), 'timed-out'],
  ] as const)('with %s is unknown', async (_, files, said, reason) => {
    expect(await read(files, said)).toEqual({ state: 'unknown', reason });
  });

  test.each([
    ['answers', output('')],
    ['takes too long', cannot('timed-out')],
  ])('asks an apt that %s once for one state of its lists', async (_, said) => {
    const root = await machineWith(lists);
    const system = systemWith(root, { '/usr/bin/apt-get': said });
    const probe = osUpdatesProbe(system);
    for (const _ of [1, 2]) await probe.read(notAborted);
    expect(system.started).toHaveLength(1);
  });
});

test('new packages that come along are not updates that wait', () => {
  expect(parseUpgrades(upgrades)).toEqual(['Debian', 'Debian-Security', 'Google']);
});

test('Ubuntu, Debian and Mint have an archive of updates; a lone release and a browser do not', () => {
  const names = (...texts: string[]) =>
    updatesArchive(texts.flatMap((text) => parseRelease(text) ?? []))?.names;
  const ubuntu =
    'Origin: Ubuntu\nSuite: noble-updates\nCodename: noble\nDate: Tue, 17 Nov 2026 9:00:00 UTC\n';
  expect(names(release, browser)).toBeUndefined();
  expect(names(release, security)).toEqual(['oldstable-security', 'bookworm-security']);
  expect(names(ubuntu)).toEqual(['noble-updates', 'noble']);
  expect(names(ubuntu, ubuntu.replace('noble-updates', 'noble-security'))).toEqual([
    'noble-security',
    'noble',
  ]);
  expect(parseRelease('<html>404</html>')).toBeUndefined();
});

test.each([
  ['apt-get upgrade', true],
  ['apt-get -y dist-upgrade', true],
  ['/usr/bin/apt full-upgrade', true],
  ['aptitude safe-upgrade', true],
  ['/usr/bin/unattended-upgrade', true],
  ["packagekit role='update-packages'", true],
  ['apt-get install upgrade-notes', false],
  ['apt install --only-upgrade bash', false],
  ['apt remove bash', false],
])('%s brings everything up to date: %s', (command, whole) => {
  expect(lastUpgradeIn(log(command)) !== undefined).toBe(whole);
});

test('a run that broke off brought nothing up to date', () => {
  expect(
    lastUpgradeIn(log('apt upgrade', undefined, 'Error: Sub-process /usr/bin/dpkg returned 1\n')),
  ).toBeUndefined();
  expect(lastUpgradeIn(`${log('apt upgrade')}${log('apt upgrade', 'now')}`)).toBeUndefined();
});

testOnMachine(
  { root: true, programs: ['/usr/bin/apt-get', '/usr/bin/dpkg-deb'] },
  'the real apt, with an archive of its own: something waits, is installed, wants a restart; asked once for each change',
  async () => {
    const readings = await readInSandbox<'os-updates'>(`
      user carol
      mkdir -p /srv/archive/dists/bookworm-security/main/binary-all /srv/p/DEBIAN /srv/p/srv/sample
      chmod 755 /srv/p/DEBIAN
      package() { printf 'Package: deskward-sample\\nVersion: %s\\nArchitecture: all\\nMaintainer: Test <t@example.net>\\nDescription: test\\n' "$1" >/srv/p/DEBIAN/control; dpkg-deb --build /srv/p "/srv/archive/sample_$1.deb" >/dev/null; }
      package 1; package 2
      dpkg -i /srv/archive/sample_1.deb >/dev/null
      index=/srv/archive/dists/bookworm-security/main/binary-all/Packages
      { cat /srv/p/DEBIAN/control; echo "Filename: sample_2.deb"; echo "Size: $(stat -c %s /srv/archive/sample_2.deb)"; echo "SHA256: $(sha256sum </srv/archive/sample_2.deb | cut -d' ' -f1)"; } >$index
      { printf 'Origin: Debian\\nLabel: Debian-Security\\nSuite: oldstable-security\\nCodename: bookworm-security\\nArchitectures: all\\nComponents: main\\nDate: Fri, 20 Nov 2026 06:15:00 UTC\\nSHA256:\\n'; echo " $(sha256sum <$index | cut -d' ' -f1) $(stat -c %s $index) main/binary-all/Packages"; } >/srv/archive/dists/bookworm-security/Release
      chmod -R a+rX /srv
      rm -rf /etc/apt/sources.list /etc/apt/sources.list.d /var/lib/apt/lists/* /var/log/apt/history.log*
      echo 'deb [trusted=yes] file:/srv/archive bookworm-security main' >/etc/apt/sources.list
      apt-get -qq update
      read_fact carol os-updates waiting again
      apt-get -qq -y upgrade >/dev/null
      read_fact carol os-updates installed
      touch -d 2026-11-01T08:00:00Z /run/reboot-required
      read_fact carol os-updates restart
    `);
    const told = readings.map(({ label, reading, children }) => {
      const { currentAt, missing, restartSince } = reading.state === 'known' ? reading.value : {};
      return [label, missing, currentAt, restartSince, children];
    });
    expect(told).toEqual([
      ['waiting', 1, null, null, 1],
      ['again', 1, null, null, 0],
      ['installed', 0, '2026-11-20T06:15:00.000Z', null, 1],
      ['restart', 0, '2026-11-20T06:15:00.000Z', '2026-11-01T08:00:00.000Z', 1],
    ]);
  },
);
