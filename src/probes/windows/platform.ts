import type { Platform } from '../probe.ts';
import { accountPasswordProbe } from './account-password.ts';
import { antivirusProbe } from './antivirus.ts';
import { storePackages } from './approved-software/store-packages.ts';
import { uninstallKeys } from './approved-software/uninstall-keys.ts';
import { approvedSoftwareProbe } from './approved-software.ts';
import { backupProbe } from './backup.ts';
import { describeDevice } from './describe-device.ts';
import { diskEncryptionProbe } from './disk-encryption.ts';
import { policyKey as firewallPolicy, settingsKey as firewallSettings } from './firewall/networks.ts';
import { firewallProbe } from './firewall.ts';
import { networkIsolationProbe } from './network-isolation.ts';
import { osUpdatesProbe } from './os-updates.ts';
import { passwordAgeProbe } from './password-age.ts';
import { delayLockPolicy } from './screen-lock/delay-lock.ts';
import { inactivityLimit, maxInactivity } from './screen-lock/limits.ts';
import { powerPolicy } from './screen-lock/power-settings.ts';
import { gracePeriod } from './screen-lock/screen-saver.ts';
import { ownSettings, screenSaverPolicy } from './screen-lock/screen-saver-program.ts';
import { lockingForbidden, screenLockProbe } from './screen-lock.ts';
import { windowsSettingsPages } from './settings-pages.ts';
import { sharingProbe } from './sharing.ts';
import type { WatchedKey, WindowsSystem } from './system.ts';
import { noteKey, virusScanProbe } from './virus-scan.ts';

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
    ],
    // Everything that Windows tells of in time is in the registry.
    watchedFiles: () => [],
    watchSettings: (onChange) => system.watchRegistry(watched, onChange),
    describeDevice: () => describeDevice(system),
    ...windowsSettingsPages(system),
  };
}

/**
 * What the facts are read from. No key tells of a password that was changed (HKLM\SAM is closed to users), of Security
 * Center's state, or of a share that lasts until the next start: the scan on schedule sees those.
 */
const watched: readonly WatchedKey[] = [
  { hive: 'HKCU', key: ownSettings },
  { hive: 'HKCU', key: screenSaverPolicy },
  lockingForbidden,
  inactivityLimit,
  maxInactivity,
  // Winlogon: the automatic sign-in is in the same key.
  gracePeriod,
  delayLockPolicy,
  { hive: 'HKLM', key: powerPolicy },
  { hive: 'HKLM', key: 'SYSTEM\\CurrentControlSet\\Control\\Power\\User\\PowerSchemes' },
  { hive: 'HKLM', key: 'SOFTWARE\\Microsoft\\Security Center\\Provider\\Av' },
  { hive: 'HKLM', key: 'SOFTWARE\\Policies\\Microsoft\\Windows Defender' },
  { hive: 'HKLM', key: 'SOFTWARE\\Microsoft\\Windows Defender\\Real-Time Protection' },
  { hive: 'HKLM', key: 'SOFTWARE\\Microsoft\\Windows Defender\\Signature Updates' },
  { hive: 'HKLM', key: 'SOFTWARE\\Microsoft\\Windows Defender\\Scan' },
  { hive: 'HKLM', key: noteKey },
  { hive: 'HKLM', key: 'SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Shares' },
  { hive: 'HKLM', key: 'SYSTEM\\CurrentControlSet\\Control\\Terminal Server' },
  { hive: 'HKLM', key: 'SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services' },
  { hive: 'HKLM', key: firewallPolicy },
  ...['DomainProfile', 'StandardProfile', 'PublicProfile', 'Mdm'].map((folder) => ({
    hive: 'HKLM' as const,
    key: `${firewallSettings}\\${folder}`,
  })),
  { hive: 'HKLM', key: 'SOFTWARE\\Microsoft\\Security Center\\Provider\\Fw' },
  ...uninstallKeys,
  { hive: 'HKCU', key: storePackages },
];
