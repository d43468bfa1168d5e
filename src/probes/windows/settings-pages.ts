import { win32 } from 'node:path';
import type { SettingsPage } from '../../rules/rule.ts';
import type { Platform } from '../probe.ts';
import type { WindowsSystem } from './system.ts';

/** One way to a page: taken where Windows is new enough, and what it opens is there. */
interface Way {
  /** A file in System32, or an address such as ms-settings:. */
  readonly target: string;
  readonly parameters?: string;
  /** The first build of Windows that has it. */
  readonly since?: number;
  /** A file in System32 without which the page is not there, where it is not the target. */
  readonly where?: string;
}

const windows10 = 10_240;
/** Version 1703, the first with the app "Windows Security". */
const windowsSecurity = 15_063;

const control = 'control.exe';
const sharedFolders = 'fsmgmt.msc';

/**
 * The settings app has no page for the screen saver; its old dialog is where the wait and the password are set, in every
 * version. Names of the Control Panel's pages are its canonical ones, the same in every language.
 */
const ways: Readonly<Record<SettingsPage, readonly Way[]>> = {
  'screen-lock': [
    { target: control, parameters: 'desk.cpl,ScreenSaver,@ScreenSaver', where: 'desk.cpl' },
    { target: 'ms-settings:lockscreen', since: windows10 },
  ],
  password: [
    { target: 'ms-settings:signinoptions', since: windows10 },
    { target: control, parameters: '/name Microsoft.UserAccounts' },
  ],
  antivirus: [
    { target: 'windowsdefender://threat', since: windowsSecurity },
    { target: control, parameters: '/name Microsoft.ActionCenter' },
  ],
  'os-updates': [
    { target: 'ms-settings:windowsupdate', since: windows10 },
    { target: control, parameters: '/name Microsoft.WindowsUpdate' },
  ],
  firewall: [
    { target: 'windowsdefender://network', since: windowsSecurity },
    { target: control, parameters: '/name Microsoft.WindowsFirewall' },
  ],
  // "Device encryption" on Home has no page in the Control Panel; the settings app shows the one that the edition has.
  'disk-encryption': [
    { target: 'ms-settings:deviceencryption', since: windows10 },
    { target: control, parameters: '/name Microsoft.BitLockerDriveEncryption' },
  ],
  sharing: [
    { target: sharedFolders },
    { target: control, parameters: '/name Microsoft.NetworkAndSharingCenter' },
  ],
  backup: [
    { target: control, parameters: '/name Microsoft.FileHistory' },
    { target: 'ms-settings:backup', since: windows10 },
  ],
  network: [
    { target: 'ms-settings:network-status', since: windows10 },
    { target: control, parameters: '/name Microsoft.NetworkAndSharingCenter' },
  ],
};

export function windowsSettingsPages(
  system: WindowsSystem,
): Pick<Platform, 'canOpenSettings' | 'openSettings'> {
  return {
    canOpenSettings: async (page) => (await findWays(system, page)).length > 0,
    async openSettings(page) {
      // An address may have nobody to open it, as on a server without the app "Windows Security".
      for (const way of await findWays(system, page)) if (await openBy(system, way)) return true;
      return false;
    },
  };
}

async function openBy(system: WindowsSystem, { target, parameters }: Way): Promise<boolean> {
  const whole = isAddress(target) ? target : inSystem32(system, target);
  return (await system.open(whole, parameters)).ok;
}

/** @returns the ways that this Windows has, the best first. */
async function findWays(system: WindowsSystem, page: SettingsPage): Promise<readonly Way[]> {
  const build = await buildOf(system);
  const there = await Promise.all(
    ways[page].map(async (way) => build >= (way.since ?? 0) && (await isThere(system, way))),
  );
  return ways[page].filter((_, index) => there[index]);
}

async function isThere(system: WindowsSystem, { target, where = target }: Way): Promise<boolean> {
  if (isAddress(target)) return true;
  const file = await system.fileExists(inSystem32(system, where));
  return file.ok && file.value;
}

function isAddress(target: string): boolean {
  return target.includes(':');
}

function inSystem32({ env }: WindowsSystem, file: string): string {
  const { SystemRoot = 'C:\\Windows' } = env;
  return win32.join(SystemRoot, 'System32', file);
}

async function buildOf({ registry }: WindowsSystem): Promise<number> {
  const build = await registry.value(
    'HKLM',
    'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion',
    'CurrentBuild',
  );
  return build.ok ? Number(build.value ?? 0) : 0;
}
