import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { linuxSettingsPages } from '../../../src/probes/linux/settings-pages.ts';
import { settingsPages } from '../../../src/rules/rule.ts';
import { type Machine, machine, put, type TestSystem } from './machine.ts';

/** A machine on which these programs write down how they were called. */
function withPrograms(given: Machine, installed: readonly string[]): TestSystem {
  const system = machine(given);
  for (const name of installed) {
    const path = join(system.root, 'usr/bin', name);
    put(
      system.root,
      `usr/bin/${name}`,
      `#!/bin/sh\necho "${name} $*" > "${system.root}/called.new" && mv "${system.root}/called.new" "${system.root}/called"\n`,
    );
    chmodSync(path, 0o755);
  }
  return system;
}

const desktop = (spoken: string, programs: string[] = []): Machine => ({
  env: { XDG_CURRENT_DESKTOP: spoken },
  programs,
});
const entries = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [`/usr/share/applications/${name}.desktop`, '']));
const control = ['gnome-control-center'];

const opened: [string, Machine, string[], (typeof settingsPages)[number], string][] = [
  [
    'GNOME 42',
    { ...desktop('GNOME'), files: entries('gnome-lock-panel', 'gnome-privacy-panel') },
    control,
    'screen-lock',
    'gnome-control-center lock',
  ],
  [
    'GNOME 46',
    { ...desktop('GNOME'), files: entries('gnome-privacy-panel', 'gnome-users-panel') },
    control,
    'screen-lock',
    'gnome-control-center privacy screen',
  ],
  [
    'GNOME 46',
    { ...desktop('GNOME'), files: entries('gnome-users-panel') },
    control,
    'password',
    'gnome-control-center system users',
  ],
  [
    'GNOME 42',
    { ...desktop('GNOME'), files: entries('gnome-user-accounts-panel') },
    control,
    'password',
    'gnome-control-center user-accounts',
  ],
  [
    'GNOME 42',
    { ...desktop('GNOME'), files: entries('gnome-sharing-panel') },
    control,
    'sharing',
    'gnome-control-center sharing',
  ],
  [
    'Plasma 6',
    desktop('KDE'),
    ['systemsettings', 'kcmshell6'],
    'screen-lock',
    'systemsettings kcm_screenlocker',
  ],
  ['Plasma 5 without its window', desktop('KDE'), ['kcmshell5'], 'screen-lock', 'kcmshell5 kcm_screenlocker'],
  [
    'XFCE by the locker that runs',
    desktop('XFCE', ['light-locker']),
    ['xfce4-screensaver-preferences', 'light-locker-settings'],
    'screen-lock',
    'light-locker-settings ',
  ],
  [
    'XFCE',
    desktop('XFCE', ['xfce4-screensaver']),
    ['xfce4-screensaver-preferences'],
    'screen-lock',
    'xfce4-screensaver-preferences ',
  ],
  ['MATE', desktop('MATE'), ['mate-screensaver-preferences'], 'screen-lock', 'mate-screensaver-preferences '],
  ['Cinnamon', desktop('X-Cinnamon'), ['cinnamon-settings'], 'screen-lock', 'cinnamon-settings screensaver'],
  ['UKUI', desktop('UKUI'), ['ukui-control-center'], 'screen-lock', 'ukui-control-center -m screensaver'],
  ['Deepin', desktop('Deepin'), ['dde-control-center'], 'screen-lock', 'dde-control-center -m power'],
];

test.each(opened)('%s opens its own page', async (_name, given, installed, page, call) => {
  const system = withPrograms(given, installed);
  const pages = linuxSettingsPages(system);
  expect(await pages.canOpenSettings(page)).toBe(true);
  expect(await pages.openSettings(page)).toBe(true);
  await expect.poll(() => existsSync(join(system.root, 'called')), { timeout: 30_000 }).toBe(true);
  expect(readFileSync(join(system.root, 'called'), 'utf8')).toBe(`${call}\n`);
});

const closed: [string, Machine, string[]][] = [
  ['the program is not installed', desktop('GNOME'), []],
  ["another desktop's program", desktop('MATE'), ['gnome-control-center', 'xfce4-screensaver-preferences']],
  ['XFCE without a locker', desktop('XFCE'), ['xfce4-screensaver-preferences']],
  ['a desktop that is not read', desktop('sway'), ['gnome-control-center']],
  ['no desktop', {}, ['gnome-control-center']],
];

test.each(closed)('no page is promised: %s', async (_name, given, installed) => {
  const pages = linuxSettingsPages(withPrograms(given, installed));
  for (const page of settingsPages)
    expect([page, await pages.canOpenSettings(page), await pages.openSettings(page)]).toEqual([
      page,
      false,
      false,
    ]);
});

test('a file that is no program is not installed', async () => {
  const system = machine(desktop('MATE'));
  put(system.root, 'usr/bin/mate-screensaver-preferences', 'x');
  chmodSync(join(system.root, 'usr/bin/mate-screensaver-preferences'), 0o644);
  expect(await linuxSettingsPages(system).canOpenSettings('screen-lock')).toBe(false);
});
