import { join } from 'node:path';
import type { Platform } from '../probe.ts';
import { accountPasswordProbe } from './account-password.ts';
import { antivirusProbe } from './antivirus.ts';
import { approvedSoftwareProbe, approvedSoftwareWatchedFiles } from './approved-software.ts';
import { assignedUserProbe } from './assigned-user.ts';
import { backupProbe } from './backup.ts';
import { configurationProbe } from './configuration.ts';
import { describeDevice } from './describe-device.ts';
import { diskEncryptionProbe } from './disk-encryption.ts';
import { firewallProbe } from './firewall.ts';
import { readInstallation } from './installation.ts';
import { noteFile } from './it-note.ts';
import { networkIsolationProbe } from './network-isolation.ts';
import { osUpdatesProbe, restartFile } from './os-updates.ts';
import { passwordAgeProbe } from './password-age.ts';
import { watchMedia } from './removable-media/watch-media.ts';
import { removableMediaProbe } from './removable-media.ts';
import { screenLockProbe, screenLockWatchedFiles } from './screen-lock.ts';
import { linuxSettingsPages } from './settings-pages.ts';
import { sharingProbe } from './sharing.ts';
import { type LinuxSystem, thisSystem } from './system.ts';
import { virusScanProbe } from './virus-scan.ts';

/** Linux, as the agent sees it. */
export function linuxPlatform(system: LinuxSystem = thisSystem()): Platform {
  return {
    os: 'linux',
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
    watchedFiles: () =>
      [...screenLockWatchedFiles(system), ...approvedSoftwareWatchedFiles(system), ...watched].map((path) =>
        join(system.root, path),
      ),
    // Everything else that Linux tells of in time is a file of its own.
    watchSettings: (onChange) => watchMedia(system.root, onChange),
    describeDevice,
    installation: () => readInstallation(system.root),
    ...linuxSettingsPages(system),
  };
}

/**
 * passwd(1), login programs, display managers, samba(7), exportfs(8), freshclam(1), ufw(8) and systemd write these; sockets and processes
 * have no file to watch.
 */
const watched = [
  'etc/shadow',
  'etc/passwd',
  'etc/group',
  'run/utmp',
  'etc/gdm3',
  'etc/gdm',
  'etc/lightdm/lightdm.conf',
  'etc/lightdm/lightdm.conf.d',
  'etc/sddm.conf',
  'etc/sddm.conf.d',
  'etc/greetd/config.toml',
  'etc/samba/smb.conf',
  'var/lib/samba/usershares',
  'etc/exports',
  'etc/exports.d',
  'var/lib/nfs/etab',
  'etc/ssh/sshd_config',
  'etc/clamav/clamd.conf',
  'var/lib/clamav',
  'run/clamav',
  'etc/ufw/ufw.conf',
  'etc/default/ufw',
  restartFile,
  noteFile('virus-scan'),
  noteFile('backup'),
];
