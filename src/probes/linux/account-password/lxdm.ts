import type { DisplayManager } from './display-manager.ts';
import { isUnclear, readKeyFiles } from './key-files.ts';

const file = '/etc/lxdm/lxdm.conf';

export const lxdm: DisplayManager = {
  names: ['lxdm', 'lxdm-binary'],
  pam: 'lxdm',
  async automaticSignIn(root) {
    const settings = await readKeyFiles(root, [file]);
    if (isUnclear(settings)) return settings;
    const user = settings.get('base')?.get('autologin')?.value ?? '';
    return { state: user === '' ? 'off' : 'on', source: `${file} autologin` };
  },
};
