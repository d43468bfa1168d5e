import { expect, test } from 'vitest';
import { agentFolder } from '../../../src/agent/files/agent-folder.ts';

test.each([
  [{ DESKWARD_HOME: '/srv/deskward' }, 'linux', '/srv/deskward/agent'],
  [{}, 'linux', '/home/u/.config/Deskward'],
  [{ XDG_CONFIG_HOME: '/etc/xdg-of-u' }, 'linux', '/etc/xdg-of-u/Deskward'],
  [{ XDG_CONFIG_HOME: 'relative' }, 'linux', '/home/u/.config/Deskward'],
  [{}, 'darwin', '/home/u/Library/Application Support/Deskward'],
] as const)('with %j on %s it is %s', (env, os, folder) => {
  expect(agentFolder(env, os, '/home/u')).toBe(folder);
});
