import { join } from 'node:path';
import type { Platform } from '../probe.ts';
import { signInWindowFiles } from './account-password/sign-in-window.ts';
import { accountPasswordProbe } from './account-password.ts';
import { managedUpdatesFile } from './antivirus/signature-updates.ts';
import { xprotectFiles } from './antivirus/xprotect.ts';
import { antivirusProbe } from './antivirus.ts';
import { applicationFolders } from './approved-software/applications.ts';
import { approvedSoftwareProbe } from './approved-software.ts';
import { assignedUserProbe } from './assigned-user.ts';
import { backupProbe } from './backup.ts';
import { configurationProbe } from './configuration.ts';
import { describeDevice } from './describe-device.ts';
import { diskEncryptionProbe } from './disk-encryption.ts';
import { firewallWatchedFiles } from './firewall/application-firewall.ts';
import { firewallProbe } from './firewall.ts';
import { noteFile } from './it-note.ts';
import { networkIsolationProbe } from './network-isolation.ts';
import { osUpdatesProbe, softwareUpdateFile } from './os-updates.ts';
import { passwordAgeProbe } from './password-age.ts';
import { removableMediaProbe } from './removable-media.ts';
import { screenLockProbe, screenLockWatchedFiles } from './screen-lock.ts';
import { macosSettingsPages } from './settings-pages.ts';
import { sharingProbe, sharingWatchedFiles } from './sharing.ts';
import { type MacSystem, thisMac } from './system.ts';
import { virusScanProbe } from './virus-scan.ts';

/** macOS 13 and later, as the agent sees it. */
export function macosPlatform(system: MacSystem = thisMac()): Platform {
  return {
    os: 'macos',
    probes: [
      screenLockProbe(system),
      passwordAgeProbe(system),
      antivirusProbe(system),
      sharingProbe(system),
      virusScanProbe(system),
      firewallProbe(system),
      osUpdatesProbe(system),
      accountPasswordProbe(system),
      networkIsolationProbe(system),
      backupProbe(system),
      approvedSoftwareProbe(system),
      diskEncryptionProbe(system),
      assignedUserProbe(system),
      removableMediaProbe(system),
      configurationProbe(system),
    ],
    watchedFiles: () => watchedFiles(system).map((path) => join(system.root, path)),
    // What no file shows (the keybag, the directory) nobody tells of: the next scan sees it.
    watchSettings: () => () => undefined,
    describeDevice,
    ...macosSettingsPages(system),
  };
}

function watchedFiles(system: MacSystem): string[] {
  return [
    ...screenLockWatchedFiles(system),
    ...sharingWatchedFiles(system),
    ...xprotectFiles,
    ...firewallWatchedFiles,
    softwareUpdateFile,
    managedUpdatesFile,
    ...signInWindowFiles(system),
    noteFile('virus-scan'),
    noteFile('backup'),
    // Where media with a file system appear, without anybody's doing.
    '/Volumes',
    ...applicationFolders(system.home),
  ];
}
