import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Program } from '../../../src/facts/approved-software.ts';
import { parseDpkgStatus } from '../../../src/probes/linux/approved-software/dpkg.ts';
import { findRunning } from '../../../src/probes/linux/approved-software/running.ts';
import { approvedSoftwareProbe } from '../../../src/probes/linux/approved-software.ts';
import { runCommand } from '../../../src/probes/run-command.ts';
import { testOnMachine } from '../../not-run.ts';
import { dpkg, entry, installedIn, namesOf, read, systemd } from './approved-software/software-machine.ts';
import { cannot, machineWith, notAborted, output, systemWith } from './fake-machine.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('packages', () => {
  testOnMachine(
    { programs: ['/usr/bin/dpkg', '/usr/bin/dpkg-deb'], root: true },
    'a package is there from when dpkg installs it until dpkg removes it',
    async () => {
      const root = temporaryFolder();
      for (const folder of ['info', 'updates'])
        mkdirSync(join(root, 'var/lib/dpkg', folder), { recursive: true });
      writeFileSync(join(root, 'var/lib/dpkg/status'), '');
      const program = approvedSoftwareProbe(systemWith(root));
      const found = async (): Promise<readonly Program[]> => {
        const reading = await program.read(notAborted);
        return reading.state === 'known' ? installedIn(reading.value) : [];
      };
      const run = (...args: string[]) =>
        execFileSync('/usr/bin/dpkg', [`--root=${root}`, '--force-depends', ...args], { stdio: 'pipe' });
      expect(await found()).toEqual([]);
      run('-i', builtPackage('steam-launcher', 'Valve Corporation <linux@example.org>'));
      expect(await found()).toEqual([
        {
          names: ['steam-launcher'],
          publisher: 'Valve Corporation',
          executables: [],
          kind: 'component',
          game: false,
          source: '/var/lib/dpkg/status',
        },
      ]);
      run('-r', 'steam-launcher');
      expect(readFileSync(join(root, 'var/lib/dpkg/status'), 'utf8')).toContain('config-files');
      expect(await found()).toEqual([]);
    },
  );

  testOnMachine(
    { programs: ['/usr/bin/rpm', '/usr/bin/rpmbuild'], root: true },
    'a package that rpm installed is there; rpm is asked once for each state of its database',
    async () => {
      const root = temporaryFolder();
      // Debian's rpm keeps its database in the home of its user, other systems' here.
      const here = ['--root', root, '--dbpath', '/var/lib/rpm'];
      const asked: string[] = [];
      const probe = approvedSoftwareProbe({
        ...systemWith(root),
        run: (path, args, limits) => {
          asked.push(path);
          return runCommand(path, [...here, ...args], limits);
        },
      });
      const names = async () => {
        const reading = await probe.read(notAborted);
        return reading.state === 'known' ? namesOf(installedIn(reading.value)) : [];
      };
      for (const name of ['steam', 'lutris']) {
        execFileSync('/usr/bin/rpm', [...here, '--nosignature', '-i', builtRpm(name)], { stdio: 'pipe' });
        expect(await names()).toContainEqual([name]);
        expect(await names()).toContainEqual([name]);
      }
      expect(asked).toEqual(['/usr/bin/rpm', '/usr/bin/rpm']);
    },
  );

  test('half-installed is there, settings left behind are not', () => {
    const states = ['installed', 'half-installed', 'unpacked', 'config-files', 'not-installed'];
    const text = states.map((state) => dpkg(state, state)).join('');
    expect(namesOf(parseDpkgStatus(text))).toEqual([['installed'], ['half-installed'], ['unpacked']]);
  });

  test('an rpm that does not answer is told, and what the menus show is still read', async () => {
    const value = await read(
      { 'var/lib/rpm/rpmdb.sqlite': '', 'usr/share/applications/steam.desktop': entry('Name=Steam') },
      { '/usr/bin/rpm': cannot('timed-out') },
    );
    expect(value.unread).toEqual([{ source: 'rpm -qa', detail: 'timed-out' }]);
    expect(namesOf(installedIn(value))).toEqual([['Steam', 'steam']]);
  });

  test('rpm tells names and vendors, where there is one', async () => {
    const list = output('steam\tValve Corporation\nbash\t(none)\n');
    const value = await read({ 'usr/lib/sysimage/rpm/rpmdb.sqlite': '' }, { '/usr/bin/rpm -qa': list });
    expect(installedIn(value).map(({ names, publisher }) => [...names, publisher])).toEqual([
      ['steam', 'Valve Corporation'],
      ['bash', null],
    ]);
  });

  test('without any list of packages nobody can say what is there', async () => {
    expect((await read({})).unread).toEqual([{ source: 'dpkg, rpm', detail: 'neither is here' }]);
  });

  test('a list that cannot be read is told', async () => {
    const value = await read({ 'var/lib/dpkg/status/in-the-way': '' });
    expect(value.unread).toEqual([{ source: '/var/lib/dpkg/status', detail: 'EISDIR' }]);
  });
});

describe('what runs', () => {
  test('a program that was only copied here, by its whole name although the kernel cuts it', async () => {
    const program = join(temporaryFolder(), 'EpicGamesLauncher.exe');
    copyFileSync('/bin/sleep', program);
    const child = spawn(program, ['60'], { stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    await new Promise((resolve) => child.once('spawn', resolve));
    const { programs, unread } = await findRunning('/');
    expect(unread).toEqual([]);
    expect(programs).toContainEqual({
      names: [],
      publisher: null,
      executables: ['EpicGamesLauncher.exe'],
      kind: 'running',
      game: false,
      source: '/proc',
    });
  });

  test('a Windows program’s path and a script’s, and a name that is as long as it may be', async () => {
    const cut = {
      'proc/7/comm': 'GenshinImpact.e\n',
      'proc/7/cmdline': 'C:\\Games\\GenshinImpact.exe\0-x\0',
    };
    const script = {
      'proc/8/comm': 'cheat-tool-for-\n',
      'proc/8/cmdline': '/bin/sh\0/opt/cheat-tool-for-all\0',
    };
    const exact = { 'proc/9/comm': 'fifteen-letters\n', 'proc/9/cmdline': '' };
    const { programs } = await findRunning(await machineWith({ ...systemd, ...cut, ...script, ...exact }));
    expect(programs.flatMap(({ executables }) => executables)).toEqual(
      expect.arrayContaining(['GenshinImpact.exe', 'cheat-tool-for-all', 'fifteen-letters']),
    );
  });

  test('where programs of others are hidden, that is told', async () => {
    const value = await read({ 'proc/1/comm': '', 'var/lib/dpkg/status': dpkg('bash') });
    expect(value.unread).toEqual([]);
    const hidden = await findRunning(await machineWith({ 'proc/7/comm': 'bash\n' }));
    expect(hidden.unread).toMatchObject([{ source: '/proc' }]);
  });
});

function builtPackage(name: string, maintainer: string): string {
  const folder = temporaryFolder();
  const control = [
    `Package: ${name}`,
    'Version: 1.0',
    'Architecture: all',
    `Maintainer: ${maintainer}`,
    'Description: a launcher',
    '',
  ].join('\n');
  for (const [path, content] of [
    ['DEBIAN/control', control],
    ['DEBIAN/conffiles', '/etc/launcher.conf\n'],
    ['etc/launcher.conf', 'x\n'],
  ] as const) {
    mkdirSync(join(folder, 'package', path, '..'), { recursive: true });
    writeFileSync(join(folder, 'package', path), content);
  }
  const file = join(folder, `${name}.deb`);
  execFileSync('/usr/bin/dpkg-deb', ['--root-owner-group', '-b', join(folder, 'package'), file], {
    stdio: 'pipe',
  });
  return file;
}

function builtRpm(name: string): string {
  const folder = temporaryFolder();
  const spec = join(folder, `${name}.spec`);
  const head = [
    `Name: ${name}`,
    'Version: 1.0',
    'Release: 1',
    'Summary: x',
    'License: x',
    'BuildArch: noarch',
  ];
  writeFileSync(spec, [...head, '%description', 'x', '%files', ''].join('\n'));
  execFileSync('/usr/bin/rpmbuild', ['-bb', '--quiet', '--define', `_topdir ${folder}/top`, spec], {
    stdio: 'pipe',
  });
  return join(folder, 'top/RPMS/noarch', `${name}-1.0-1.noarch.rpm`);
}
