import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import type { SettingsPage } from '../../rules/rule.ts';
import type { Platform } from '../probe.ts';
import { startProgram } from '../run-command.ts';
import { type DesktopName, detectDesktop, type RunningKnownDesktop } from './desktop.ts';
import type { LinuxSystem } from './system.ts';

/** One way to a page: taken where the program is installed, and what else it needs is there. */
interface Way {
  readonly program: string;
  readonly args: readonly string[];
  /** A file that only versions with this page have. */
  readonly where?: string;
  /** A program that has to be running, its name as the kernel cuts it. */
  readonly running?: string;
}

type Ways = Partial<Readonly<Record<SettingsPage, readonly Way[]>>>;

/** GNOME's panels move between versions; each version's own menu entries say which it has. */
function gnomePanel(entry: string, ...args: readonly string[]): Way {
  return {
    program: '/usr/bin/gnome-control-center',
    args,
    where: `/usr/share/applications/${entry}.desktop`,
  };
}

function kdeModule(module: string): readonly Way[] {
  const programs = ['systemsettings', 'systemsettings5', 'kcmshell6', 'kcmshell5'];
  return programs.map((program) => ({ program: `/usr/bin/${program}`, args: [module] }));
}

function way(program: string, args: readonly string[] = [], running?: string): Way {
  return { program: `/usr/bin/${program}`, args, ...(running !== undefined && { running }) };
}

/** What no desktop has a page of its own for: front ends of ufw and of firewalld; those that install updates. */
const common: Ways = {
  firewall: [way('gufw'), way('firewall-config')],
  'os-updates': [
    way('update-manager'),
    way('mintupdate'),
    way('gnome-software', ['--mode=updates']),
    way('plasma-discover', ['--mode', 'Update']),
    way('dde-control-center', ['-m', 'update']),
    way('ukui-control-center', ['-m', 'upgrade']),
  ],
};

const gnome: Ways = {
  'screen-lock': [
    gnomePanel('gnome-lock-panel', 'lock'),
    gnomePanel('gnome-privacy-panel', 'privacy', 'screen'),
    way('gnome-control-center', ['privacy']),
  ],
  password: [
    gnomePanel('gnome-user-accounts-panel', 'user-accounts'),
    gnomePanel('gnome-users-panel', 'system', 'users'),
    way('gnome-control-center', ['user-accounts']),
  ],
  sharing: [
    gnomePanel('gnome-sharing-panel', 'sharing'),
    gnomePanel('gnome-system-panel', 'system'),
    way('gnome-control-center', ['sharing']),
  ],
  network: [way('gnome-control-center', ['network'])],
  backup: [way('deja-dup')],
};

/** What the makers' manuals and menu entries start. No desktop has a page for the antivirus. */
const ways: Readonly<Record<DesktopName, Ways>> = {
  GNOME: gnome,
  'GNOME Flashback': gnome,
  Budgie: {
    ...gnome,
    'screen-lock': [way('budgie-control-center', ['lock']), ...(gnome['screen-lock'] ?? [])],
  },
  'KDE Plasma': {
    'screen-lock': kdeModule('kcm_screenlocker'),
    password: kdeModule('kcm_users'),
    network: kdeModule('kcm_networkmanagement'),
  },
  XFCE: {
    'screen-lock': [
      way('xfce4-screensaver-preferences', [], 'xfce4-screensav'),
      way('light-locker-settings', [], 'light-locker'),
      way('xscreensaver-settings', [], 'xscreensaver'),
      way('xscreensaver-demo', [], 'xscreensaver'),
    ],
    password: [way('mugshot'), way('users-admin')],
    network: [way('nm-connection-editor')],
  },
  MATE: {
    'screen-lock': [way('mate-screensaver-preferences')],
    password: [way('mate-about-me'), way('users-admin')],
    network: [way('nm-connection-editor')],
  },
  Cinnamon: {
    'screen-lock': [way('cinnamon-settings', ['screensaver'])],
    password: [way('cinnamon-settings', ['user'])],
    network: [way('cinnamon-settings', ['network'])],
  },
  UKUI: {
    'screen-lock': [way('ukui-control-center', ['-m', 'screensaver'])],
    password: [way('ukui-control-center', ['-m', 'userinfo'])],
    network: [way('nm-connection-editor')],
  },
  Deepin: {
    'screen-lock': [way('dde-control-center', ['-m', 'power'])],
    password: [way('dde-control-center', ['-m', 'accounts'])],
    network: [way('dde-control-center', ['-m', 'network'])],
  },
};

/** The settings pages of the desktop that runs, as far as their programs are installed. */
export function linuxSettingsPages(system: LinuxSystem): Pick<Platform, 'canOpenSettings' | 'openSettings'> {
  return {
    canOpenSettings: async (page) => (await findWay(system, page)) !== undefined,
    async openSettings(page) {
      const found = await findWay(system, page);
      if (found === undefined) return false;
      const { program, args } = found.way;
      return startProgram(join(system.root, program), args, { ...process.env, ...found.desktop.env });
    },
  };
}

async function findWay(
  system: LinuxSystem,
  page: SettingsPage,
): Promise<{ way: Way; desktop: RunningKnownDesktop } | undefined> {
  const desktop = await detectDesktop(system);
  if (desktop.kind !== 'known') return undefined;
  const candidates = ways[desktop.name][page] ?? common[page] ?? [];
  for (const candidate of candidates)
    if (await isOpen(system, desktop, candidate)) return { way: candidate, desktop };
  return undefined;
}

async function isOpen(
  { root }: LinuxSystem,
  { programs }: RunningKnownDesktop,
  { program, where, running }: Way,
): Promise<boolean> {
  if (running !== undefined && !programs.has(running)) return false;
  if (!(await isThere(join(root, program), constants.X_OK))) return false;
  return where === undefined || isThere(join(root, where), constants.F_OK);
}

async function isThere(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}
