import { helloOnly } from './account-password/automatic-sign-in.ts';
import { helloProvider } from './account-password/own-password.ts';
import { steamApps } from './approved-software/steam-games.ts';
import { storePackages } from './approved-software/store-packages.ts';
import { uninstallKeys } from './approved-software/uninstall-keys.ts';
import { profileList } from './assigned-user/profiles.ts';
import { fileHistoryKey } from './backup/file-history.ts';
import { policyKey as firewallPolicy, settingsKey as firewallSettings } from './firewall/networks.ts';
import { noteKey } from './it-note.ts';
import { disksKey } from './removable-media.ts';
import { delayLockPolicy } from './screen-lock/delay-lock.ts';
import { inactivityLimit, maxInactivity } from './screen-lock/limits.ts';
import { powerPolicy } from './screen-lock/power-settings.ts';
import { gracePeriod } from './screen-lock/screen-saver.ts';
import { ownSettings, screenSaverPolicy } from './screen-lock/screen-saver-program.ts';
import { lockingForbidden } from './screen-lock.ts';
import { nearbySetting } from './sharing/nearby.ts';
import { exportsKey } from './sharing/nfs.ts';
import { sharesKey } from './sharing/prepared-shares.ts';
import { printersKey } from './sharing/printers.ts';
import { assistanceKey, desktopKey, policyKey as remotePolicy } from './sharing/remote-desktop.ts';
import { listenerKey, winrmPolicy } from './sharing/winrm.ts';
import type { Hive, WatchedKey } from './system.ts';

/**
 * Where the facts are read from: a change in or below one of these is judged within seconds. What no key tells of in
 * time, and why, is in the test beside this list.
 */
export const watchedKeys: readonly WatchedKey[] = [
  ...below('HKCU', ownSettings, screenSaverPolicy),
  lockingForbidden,
  inactivityLimit,
  maxInactivity,
  // Winlogon: the automatic sign-in is in the same key.
  gracePeriod,
  // Nearby sharing's policy is in the same key.
  delayLockPolicy,
  ...below('HKLM', powerPolicy, 'SYSTEM\\CurrentControlSet\\Control\\Power\\User\\PowerSchemes'),
  helloOnly,
  ...below('HKLM', helloProvider),
  ...below('HKLM', 'SOFTWARE\\Microsoft\\Security Center\\Provider\\Av'),
  ...below('HKLM', 'SOFTWARE\\Microsoft\\Security Center\\Provider\\Fw'),
  ...below('HKLM', 'SOFTWARE\\Policies\\Microsoft\\Windows Defender'),
  ...['Real-Time Protection', 'Signature Updates', 'Scan'].flatMap((folder) =>
    below('HKLM', `SOFTWARE\\Microsoft\\Windows Defender\\${folder}`),
  ),
  ...below('HKLM', noteKey, profileList),
  ...below('HKLM', sharesKey, printersKey, exportsKey),
  ...below('HKLM', desktopKey, assistanceKey, remotePolicy),
  ...below('HKLM', listenerKey, winrmPolicy.key),
  nearbySetting,
  ...below('HKLM', firewallPolicy),
  ...['DomainProfile', 'StandardProfile', 'PublicProfile', 'Mdm'].flatMap((folder) =>
    below('HKLM', `${firewallSettings}\\${folder}`),
  ),
  // The class driver counts its disks here as they come and go.
  ...below('HKLM', disksKey),
  ...uninstallKeys,
  ...below('HKCU', storePackages, steamApps),
  ...below('HKCU', fileHistoryKey),
];

function below(hive: Hive, ...keys: readonly string[]): WatchedKey[] {
  return keys.map((key) => ({ hive, key }));
}
