import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Program, SoftwareFact } from '../../../src/facts/approved-software.ts';
import { parseDesktopEntry } from '../../../src/probes/linux/approved-software/desktop-entry.ts';
import { parseDpkgStatus } from '../../../src/probes/linux/approved-software/dpkg.ts';
import { findRunning } from '../../../src/probes/linux/approved-software/running.ts';
import { approvedSoftwareProbe } from '../../../src/probes/linux/approved-software.ts';
import { runCommand } from '../../../src/probes/run-command.ts';
import { testOnMachine } from '../../not-run.ts';
import { cannot, machineWith, notAborted, output, systemWith } from './fake-machine.ts';
import { temporaryFolder } from './temporary-folder.ts';

type Files = Readonly<Record<string, string>>;
const systemd = { 'proc/1/comm': 'systemd\n' };
const entry = (...lines: string[]) => ['[Desktop Entry]', 'Type=Application', ...lines, ''].join('\n');
const dpkg = (name: string, state = 'installed') =>
  `Package: ${name}\nStatus: install ok ${state}\nMaintainer: Debian Games Team <games@example.org>\n\n`;

async function read(files: Files, commands = {}): Promise<SoftwareFact> {
  const system = systemWith(await machineWith({ ...systemd, ...files }), commands);
  const reading = await approvedSoftwareProbe(system).read(notAborted);
  if (reading.state !== 'known') throw new Error(`not known: ${reading.reason}`);
  return reading.value;
}
const namesOf = (programs: readonly Program[]) => programs.map(({ names }) => names);
const installedIn = ({ programs }: SoftwareFact) => programs.filter(({ kind }) => kind !== 'running');

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

describe('menus', () => {
  testOnMachine(
    { programs: ['/usr/bin/python3'] },
    'the menu entries of this very machine are read as GLib reads them',
    async () => {
      const folder = '/usr/share/applications';
      const files = readdirSync(folder).filter((name) => name.endsWith('.desktop'));
      const glib = JSON.parse(
        execFileSync('/usr/bin/python3', ['-c', readByGlib, folder, ...files], {
          encoding: 'utf8',
          env: { ...process.env, LANGUAGE: 'C', LC_ALL: 'C' },
        }),
      ) as Record<string, { name: string; game: boolean; hidden: boolean; program: string }>;
      expect(Object.keys(glib).length).toBeGreaterThan(3);
      for (const [file, told] of Object.entries(glib)) {
        const read = parseDesktopEntry(readFileSync(join(folder, file), 'utf8'), join(folder, file));
        expect({ file, name: read?.names[0], game: read?.game, hidden: read?.kind === 'component' }).toEqual({
          file,
          name: told.name,
          game: told.game,
          hidden: told.hidden,
        });
        // Without a program: the bus starts it. Behind env: the probe looks further.
        if (told.program !== '' && told.program !== 'env') expect(read?.executables).toContain(told.program);
      }
    },
  );

  testOnMachine(
    { programs: ['/usr/bin/python3'] },
    'an entry that a person wrote, on Windows or with blanks around its lines, is read as GLib reads it',
    async () => {
      const plain = entry('Name=我的游戏', 'Categories=Game;', 'Exec=/bin/sh');
      const written = {
        'plain.desktop': plain,
        'windows.desktop': plain.replaceAll('\n', '\r\n'),
        'blanks.desktop': plain.replace(/^/gm, '  ').replaceAll('=', ' = '),
      };
      const folder = temporaryFolder();
      for (const [file, text] of Object.entries(written)) writeFileSync(join(folder, file), text);
      const glib = JSON.parse(
        execFileSync('/usr/bin/python3', ['-c', readByGlib, folder, ...Object.keys(written)], {
          encoding: 'utf8',
        }),
      );
      const told = { name: '我的游戏', game: true, hidden: false, program: 'sh' };
      expect(glib).toEqual(Object.fromEntries(Object.keys(written).map((file) => [file, told])));
      for (const [file, text] of Object.entries(written))
        expect({ file, ...parseDesktopEntry(text, file) }).toMatchObject({
          file,
          names: expect.arrayContaining(['我的游戏']),
          game: true,
          executables: ['sh'],
        });
    },
  );

  test('of an entry that is closed only its menu is told, without a name; a folder called like one is none', async () => {
    const value = await read({
      'var/lib/dpkg/status': dpkg('bash'),
      'home/carol/.local/share/applications/fine.desktop': entry('Name=Fine'),
      'home/carol/.local/share/flatpak/app/org.example.App/current': '',
      'usr/share/applications/com.example.desktop/README': '',
    });
    expect(value.unread).toEqual([]);
    expect(JSON.stringify(value)).not.toContain('carol');
    const root = await machineWith({ ...systemd, 'var/lib/dpkg/status': dpkg('bash') });
    const menu = join(root, 'home/carol/.local/share/applications');
    mkdirSync(menu, { recursive: true });
    symlinkSync('diary.desktop', join(menu, 'diary.desktop'));
    const closed = await approvedSoftwareProbe(systemWith(root)).read(notAborted);
    expect(closed).toMatchObject({
      value: { unread: [{ source: '~/.local/share/applications', detail: 'an entry is closed' }] },
    });
  });

  test('everybody’s, this user’s, those of flatpak, snap and UOS, and those that Wine nests', async () => {
    const value = await read({
      'var/lib/dpkg/status': dpkg('bash'),
      'usr/share/applications/a.desktop': entry('Name=A'),
      'home/carol/.local/share/applications/wine/Programs/原神.desktop': entry(
        'Name=原神',
        'Exec=env WINEPREFIX="/home/carol/.wine" wine C:\\\\\\\\Games\\\\\\\\YuanShen.exe',
      ),
      'var/lib/flatpak/exports/share/applications/com.valvesoftware.Steam.desktop': entry('Name=Steam'),
      'var/lib/flatpak/app/com.valvesoftware.Steam/current': '',
      'var/lib/snapd/desktop/applications/mc-installer_mc-installer.desktop': entry('Name=mc-installer'),
      'snap/README': '',
      'snap/mc-installer/current': '',
      'opt/apps/com.oray.sunlogin/entries/applications/sunlogin.desktop': entry('Name[zh_CN]=向日葵'),
    });
    expect(value.unread).toEqual([]);
    const found = installedIn(value);
    expect(namesOf(found)).toEqual(
      expect.arrayContaining([
        ['A', 'a'],
        ['原神'],
        ['Steam', 'com.valvesoftware.Steam'],
        ['com.valvesoftware.Steam'],
        ['mc-installer', 'mc-installer_mc-installer'],
        ['mc-installer'],
        ['向日葵', 'sunlogin'],
        ['com.oray.sunlogin'],
        ['bash'],
      ]),
    );
    expect(namesOf(found)).not.toContainEqual(['README']);
    const game = found.find(({ names }) => names[0] === '原神');
    expect(game?.executables).toEqual(['wine', 'YuanShen.exe']);
    expect(game?.source).toBe('~/.local/share/applications/wine/Programs/原神.desktop');
  });

  test('what is hidden from the menu is a part of the system, what was taken out is nothing', () => {
    const kindOf = (...lines: string[]) => parseDesktopEntry(entry('Name=X', ...lines), '/x.desktop')?.kind;
    expect([kindOf(), kindOf('NoDisplay=true'), kindOf('Hidden=true')]).toEqual([
      'application',
      'component',
      undefined,
    ]);
    expect(parseDesktopEntry('[Desktop Entry]\nType=Link\nName=X\n', '/x.desktop')).toBeNull();
  });

  test('actions of the context menu, comments and spaces do not count', () => {
    const text = `# Name=Comment\n${entry('Name = Tool ', 'Exec="/opt/My Tool/tool" %U', 'Categories=Game;Office;')}[Desktop Action New]\nName=Steam\nExec=steam\n`;
    expect(parseDesktopEntry(text, '/usr/share/applications/tool.desktop')).toEqual({
      names: ['Tool', 'tool'],
      publisher: null,
      executables: ['tool'],
      kind: 'application',
      game: true,
      source: '/usr/share/applications/tool.desktop',
    });
  });

  test('no text whatever stops the reading', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (head, body) => {
        parseDesktopEntry(`${head}[Desktop Entry]\nType=Application\n${body}`, '/x.desktop');
        parseDpkgStatus(`${head}\n\n${body}`);
      }),
    );
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

/** Name, category, visibility and program of each menu entry, by the reference implementation. */
const readByGlib = `
import json, os, sys
from gi.repository import Gio
told = {}
for file in sys.argv[2:]:
    app = Gio.DesktopAppInfo.new_from_filename(os.path.join(sys.argv[1], file))
    if app is not None and not app.get_is_hidden():
        told[file] = {
            "name": app.get_string("Name"),
            "game": "Game" in (app.get_categories() or "").split(";"),
            "hidden": app.get_nodisplay(),
            "program": os.path.basename(app.get_executable() or ""),
        }
print(json.dumps(told))
`;

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
