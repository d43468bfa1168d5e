import type { DisplayManager } from './display-manager.ts';
import { filesIn, isUnclear, readKeyFiles } from './key-files.ts';

const folders = ['/usr/lib/sddm/sddm.conf.d', '/etc/sddm.conf.d'];
const mainFile = '/etc/sddm.conf';

/** Every file of the folders counts, whatever its name; the main file comes last (sddm.conf(5)). */
export const sddm: DisplayManager = {
  names: ['sddm'],
  pam: 'sddm',
  async automaticSignIn(root) {
    const paths: string[] = [];
    for (const folder of folders) {
      const files = await filesIn(root, folder);
      if (isUnclear(files)) return files;
      paths.push(...files);
    }
    const settings = await readKeyFiles(root, [...paths, mainFile]);
    if (isUnclear(settings)) return settings;
    const user = settings.get('Autologin')?.get('User');
    if (user === undefined || user.value === '') return { state: 'off', source: 'SDDM [Autologin] User' };
    return { state: 'on', source: user.source };
  },
};
