import { describe, test } from 'vitest';
import { home, type Machine } from '../machine.ts';
import { expectLock, type LockCase, testDenied } from './lock-case.ts';

const kscreenlocker = `${home}/.config/kscreenlockerrc`;
const kde: Machine = {
  env: { XDG_CURRENT_DESKTOP: 'KDE', KDE_SESSION_VERSION: '6' },
  programs: ['plasmashell', 'kwin_wayland'],
};
const kdeCases: LockCase[] = [
  ['nothing set: its defaults', {}, [300, 5, true]],
  [
    'minutes and seconds',
    { files: { [kscreenlocker]: '[Daemon]\nTimeout=15\nLockGrace=60\n' } },
    [900, 60, true],
  ],
  [
    'a fraction of a minute in Plasma 6',
    { files: { [kscreenlocker]: '[Daemon]\nTimeout=2.5\n' } },
    [150, 5, true],
  ],
  [
    'a fraction in Plasma 5 says nothing',
    {
      env: { XDG_CURRENT_DESKTOP: 'KDE', KDE_SESSION_VERSION: '5' },
      files: { [kscreenlocker]: '[Daemon]\nTimeout=2.5\n' },
    },
    'unparsable',
  ],
  ['off', { files: { [kscreenlocker]: '[Daemon]\nAutolock=false\n' } }, ['never', 5, true]],
  ['zero minutes', { files: { [kscreenlocker]: '[Daemon]\nTimeout=0\n' } }, ['never', 5, true]],
  [
    'no password, Plasma 6',
    { files: { [kscreenlocker]: '[Daemon]\nRequirePassword=false\n' } },
    [300, 5, false],
  ],
  ['no password, Plasma 5', { files: { [kscreenlocker]: '[Daemon]\nLock=false\n' } }, [300, 5, false]],
  ['a grace without end', { files: { [kscreenlocker]: '[Daemon]\nLockGrace=-1\n' } }, [300, 'never', true]],
  ['only another group', { files: { [kscreenlocker]: '[Greeter]\nTimeout=60\n' } }, [300, 5, true]],
  ['not a number', { files: { [kscreenlocker]: '[Daemon]\nTimeout=soon\n' } }, 'unparsable'],
  ['not a text', { files: { [kscreenlocker]: Buffer.alloc(64) } }, 'unparsable'],
  ['a folder in its place', { files: { [`${kscreenlocker}/x`]: '' } }, 'failed'],
  ['X11', { programs: ['plasmashell', 'ksmserver'] }, [300, 5, true]],
  ['no locker', { programs: ['plasmashell'] }, 'locker-not-running'],
  [
    'an administrator fixes the group',
    {
      files: {
        '/etc/xdg/kscreenlockerrc': '[Daemon][$i]\nTimeout=4\n',
        [kscreenlocker]: '[Daemon]\nTimeout=60\nAutolock=false\n',
      },
    },
    [240, 5, true, 'managed'],
  ],
  [
    'an administrator fixes a key',
    {
      files: {
        '/etc/xdg/kscreenlockerrc': '[Daemon]\nTimeout[$i]=4\n',
        [kscreenlocker]: '[Daemon]\nTimeout=60\nLockGrace=0\n',
      },
    },
    [240, 0, true, 'managed'],
  ],
  [
    'an administrator fixes the file',
    {
      files: {
        '/etc/xdg/kscreenlockerrc': '[$i]\n[Daemon]\nTimeout=4\n',
        [kscreenlocker]: '[Daemon]\nLockGrace=500\n',
      },
    },
    [240, 5, true, 'managed'],
  ],
  [
    'an administrator suggests: the user has the last word',
    {
      files: {
        '/etc/xdg/kscreenlockerrc': '[Daemon]\nTimeout=4\n',
        [kscreenlocker]: '[Daemon]\nTimeout=60\n',
      },
    },
    [3600, 5, true],
  ],
  [
    'several folders of the system, the first counts most',
    {
      env: { XDG_CURRENT_DESKTOP: 'KDE', XDG_CONFIG_DIRS: '/site:/etc/xdg' },
      files: {
        '/site/kscreenlockerrc': '[Daemon]\nTimeout=3\n',
        '/etc/xdg/kscreenlockerrc': '[Daemon]\nTimeout=9\n',
      },
    },
    [180, 5, true],
  ],
];
describe('KDE Plasma', () => {
  test.each(kdeCases)('%s', (_name, given, expected) => expectLock({ ...kde, ...given }, expected));
});

testDenied('kscreenlockerrc', { ...kde, files: { [kscreenlocker]: '[Daemon]\n' } }, kscreenlocker);
testDenied(
  'kscreenlockerrc of the system',
  { ...kde, files: { '/etc/xdg/kscreenlockerrc': '' } },
  '/etc/xdg/kscreenlockerrc',
);
