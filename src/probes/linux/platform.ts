import { join } from 'node:path';
import type { Platform } from '../probe.ts';
import { antivirusProbe } from './antivirus.ts';
import { describeDevice } from './describe-device.ts';
import { passwordAgeProbe } from './password-age.ts';
import { sharingProbe } from './sharing.ts';
import { type LinuxSystem, thisSystem } from './system.ts';

/** Linux, as the agent sees it. */
export function linuxPlatform(system: LinuxSystem = thisSystem()): Platform {
  return {
    os: 'linux',
    probes: [passwordAgeProbe(system), antivirusProbe(system), sharingProbe(system)],
    watchedFiles: () => watched.map((path) => join(system.root, path)),
    describeDevice,
    canOpenSettings: async () => false,
    openSettings: async () => false,
  };
}

/** passwd(1), samba(7), exportfs(8), freshclam(1) and systemd write these; sockets and processes have no file to watch. */
const watched = [
  'etc/shadow',
  'etc/passwd',
  'etc/samba/smb.conf',
  'var/lib/samba/usershares',
  'etc/exports',
  'etc/exports.d',
  'var/lib/nfs/etab',
  'etc/ssh/sshd_config',
  'etc/clamav/clamd.conf',
  'var/lib/clamav',
  'run/clamav',
];
