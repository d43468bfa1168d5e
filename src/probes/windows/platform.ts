import type { Platform } from '../probe.ts';
import { accountPasswordProbe } from './account-password.ts';
import { antivirusProbe } from './antivirus.ts';
import { approvedSoftwareProbe } from './approved-software.ts';
import { assignedUserProbe } from './assigned-user.ts';
import { backupProbe } from './backup.ts';
import { configurationProbe } from './configuration.ts';
import { describeDevice } from './describe-device.ts';
import { diskEncryptionProbe } from './disk-encryption.ts';
import { firewallProbe } from './firewall.ts';
import { networkIsolationProbe } from './network-isolation.ts';
import { osUpdatesProbe } from './os-updates.ts';
import { passwordAgeProbe } from './password-age.ts';
import { removableMediaProbe } from './removable-media.ts';
import { screenLockProbe } from './screen-lock.ts';
import { windowsSettingsPages } from './settings-pages.ts';
import { sharingProbe } from './sharing.ts';
import type { WindowsSystem } from './system.ts';
import { virusScanProbe } from './virus-scan.ts';
import { watchedKeys } from './watched-keys.ts';

/** Windows, as the agent sees it. */
export function windowsPlatform(system: WindowsSystem, now: () => Date = () => new Date()): Platform {
  return {
    os: 'windows',
    probes: [
      screenLockProbe(system),
      passwordAgeProbe(system, now),
      antivirusProbe(system),
      sharingProbe(system),
      virusScanProbe(system),
      firewallProbe(system),
      osUpdatesProbe(system, now),
      accountPasswordProbe(system),
      networkIsolationProbe(system),
      backupProbe(system),
      approvedSoftwareProbe(system),
      diskEncryptionProbe(system),
      assignedUserProbe(system),
      removableMediaProbe(system),
      configurationProbe(system),
    ],
    // Everything that Windows tells of in time is in the registry.
    watchedFiles: () => [],
    watchSettings: (onChange) => system.watchRegistry(watchedKeys, onChange),
    describeDevice: () => describeDevice(system),
    ...windowsSettingsPages(system),
  };
}
