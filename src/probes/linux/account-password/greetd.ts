import type { DisplayManager } from './display-manager.ts';
import { isUnclear, readKeyFiles } from './key-files.ts';

const file = '/etc/greetd/config.toml';

/** A session that begins without a greeter has a section of its own (greetd(5), "initial_session"). */
export const greetd: DisplayManager = {
  names: ['greetd'],
  pam: 'greetd',
  async automaticSignIn(root) {
    const settings = await readKeyFiles(root, [file]);
    if (isUnclear(settings)) return settings;
    const initial = settings.get('initial_session');
    return { state: initial?.has('command') === true ? 'on' : 'off', source: `${file} [initial_session]` };
  },
};
