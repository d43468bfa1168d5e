import { type SwitchFinding, unclear } from '../../account-password-reading.ts';
import { type FileVault, fileVaultSource } from '../file-vault.ts';
import { managedFiles, readManagedPreferences } from '../managed-preferences.ts';
import { asSwitch, type PropertyList, readPropertyList } from '../property-list.ts';
import type { MacSystem } from '../system.ts';
import type { Unread } from '../unread.ts';

const settings = '/Library/Preferences/com.apple.loginwindow.plist';
/** Of configuration profiles: the payloads "Login Window" and "Accounts" (Apple, Device Management). */
const autoLoginDomain = 'com.apple.loginwindow';
const noAutoLogin = 'com.apple.login.mcx.DisableAutoLoginClient';
const accountsDomain = 'com.apple.MCX';
const noGuest = 'DisableGuestAccount';

export function signInWindowFiles(system: MacSystem): string[] {
  return [settings, ...managedFiles(system, autoLoginDomain), ...managedFiles(system, accountsDomain)];
}

/** Whether macOS signs somebody in when it starts: with FileVault it can't, for the disk is still closed then. */
export async function readAutomaticSignIn(
  system: MacSystem,
  fileVault: FileVault | Unread,
): Promise<SwitchFinding> {
  if (fileVault.ok && fileVault.state === 'on') return { state: 'off', source: fileVaultSource };
  const forbidden = await readForbidden(system, autoLoginDomain, noAutoLogin);
  if (forbidden !== undefined) return forbidden;
  const list = await readPropertyList(system.root, settings);
  if (list.found !== 'list') return unreadList(list);
  const { autoLoginUser: user } = list.values;
  const isOn = user !== undefined && user !== '';
  return { state: isOn ? 'on' : 'off', source: `${settings} autoLoginUser` };
}

export async function readGuest(system: MacSystem): Promise<SwitchFinding> {
  const forbidden = await readForbidden(system, accountsDomain, noGuest);
  if (forbidden !== undefined) return forbidden;
  const list = await readPropertyList(system.root, settings);
  if (list.found !== 'list') return unreadList(list);
  const source = `${settings} GuestEnabled`;
  const { GuestEnabled: value = false } = list.values;
  const isOn = asSwitch(value);
  return isOn === undefined
    ? unclear('unparsable', source, String(value))
    : { state: isOn ? 'on' : 'off', source };
}

/** @returns undefined where no profile forbids it: what one allows, the computer's own settings decide. */
async function readForbidden(
  system: MacSystem,
  domain: string,
  key: string,
): Promise<SwitchFinding | undefined> {
  const managed = await readManagedPreferences(system, domain);
  if (!managed.ok) return unclear(managed.reason, managed.source, managed.detail);
  const fixed = managed.value(key);
  if (fixed === undefined || asSwitch(fixed.value) !== true) return undefined;
  return { state: 'off', source: `${fixed.source} ${key}` };
}

/** macOS writes this file at the first sign-in: a Mac without it is none. */
function unreadList(list: Exclude<PropertyList, { found: 'list' }>): SwitchFinding {
  return unclear(list.found === 'missing' ? 'missing-source' : list.found, settings, list.detail);
}
