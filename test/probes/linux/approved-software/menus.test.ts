import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDesktopEntry } from '../../../../src/probes/linux/approved-software/desktop-entry.ts';
import { parseDpkgStatus } from '../../../../src/probes/linux/approved-software/dpkg.ts';
import { approvedSoftwareProbe } from '../../../../src/probes/linux/approved-software.ts';
import { testOnMachine } from '../../../not-run.ts';
import { machineWith, notAborted, systemWith } from '../fake-machine.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { dpkg, entry, installedIn, namesOf, read, systemd } from './software-machine.ts';

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
