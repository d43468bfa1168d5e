import type { DisplayManager } from './display-manager.ts';
import { isUnclear, readKeyFiles, type Settings } from './key-files.ts';

/** Debian, Ubuntu, and everybody else, each with what an installer sets until the next start: GDM was built for one of them. */
const files = [
  '/etc/gdm3/daemon.conf',
  '/etc/gdm3/custom.conf',
  '/etc/gdm/custom.conf',
  '/run/gdm3/custom.conf',
  '/run/gdm/custom.conf',
];
const section = 'daemon';

/** `AutomaticLogin` at the start, `TimedLogin` after a while at its page (GDM Reference Manual, "Configuration"). */
export const gdm: DisplayManager = {
  names: ['gdm', 'gdm3'],
  pam: 'gdm-password',
  async automaticSignIn(root) {
    for (const file of files) {
      const settings = await readKeyFiles(root, [file]);
      if (isUnclear(settings)) return settings;
      if (signsIn(settings, 'AutomaticLogin') || signsIn(settings, 'TimedLogin'))
        return { state: 'on', source: file };
    }
    return { state: 'off', source: 'GDM AutomaticLoginEnable' };
  },
};

function signsIn(settings: Settings, key: string): boolean {
  const value = (name: string) => settings.get(section)?.get(name)?.value ?? '';
  // As gdm_settings_parse_value_as_boolean reads it.
  return /^(true|1)$/i.test(value(`${key}Enable`)) && value(key) !== '';
}
