import type { SettingsPage } from '../../rules/rule.ts';
import type { Platform } from '../probe.ts';
import type { MacSystem } from './system.ts';

/** The extensions of System Settings, macOS 13 and later; what they are called changes with the language, these do not. */
const extensions: Readonly<Record<SettingsPage, string>> = {
  'screen-lock': 'com.apple.Lock-Screen-Settings.extension',
  password: 'com.apple.Users-Groups-Settings.extension',
  // XProtect has no page of its own: its signatures come with "Install Security Responses and system files".
  antivirus: 'com.apple.Software-Update-Settings.extension',
  sharing: 'com.apple.Sharing-Settings.extension',
  'disk-encryption': 'com.apple.settings.PrivacySecurity.extension?FileVault',
  'os-updates': 'com.apple.Software-Update-Settings.extension',
  firewall: 'com.apple.Network-Settings.extension?Firewall',
  backup: 'com.apple.Time-Machine-Settings.extension',
  network: 'com.apple.Network-Settings.extension',
};

export function macosSettingsPages(
  system: Pick<MacSystem, 'startProgram'>,
): Pick<Platform, 'canOpenSettings' | 'openSettings'> {
  return {
    canOpenSettings: async () => true,
    openSettings: (page) =>
      system.startProgram('/usr/bin/open', [`x-apple.systempreferences:${extensions[page]}`]),
  };
}
