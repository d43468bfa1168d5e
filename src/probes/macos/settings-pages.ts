import type { SettingsPage } from '../../rules/rule.ts';
import type { Platform } from '../probe.ts';
import type { MacSystem } from './system.ts';

/** The extensions of System Settings, macOS 13 and later; what they are called changes with the language, these do not. */
const extensions: Partial<Readonly<Record<SettingsPage, string>>> = {
  'screen-lock': 'com.apple.Lock-Screen-Settings.extension',
  password: 'com.apple.Users-Groups-Settings.extension',
  sharing: 'com.apple.Sharing-Settings.extension',
};

/** There is no page for the antivirus: XProtect has no setting, and the others are programs of their own. */
export function macosSettingsPages(
  system: Pick<MacSystem, 'startProgram'>,
): Pick<Platform, 'canOpenSettings' | 'openSettings'> {
  return {
    canOpenSettings: async (page) => extensions[page] !== undefined,
    async openSettings(page) {
      const extension = extensions[page];
      if (extension === undefined) return false;
      return system.startProgram('/usr/bin/open', [`x-apple.systempreferences:${extension}`]);
    },
  };
}
