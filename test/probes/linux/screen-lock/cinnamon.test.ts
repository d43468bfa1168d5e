import type { Machine } from '../machine.ts';
import { names, testLocks } from './lock-case.ts';
import { testSettingsTroubles } from './settings-troubles.ts';

const cinnamon: Machine = {
  env: { XDG_CURRENT_DESKTOP: 'X-Cinnamon' },
  programs: ['cinnamon', 'cinnamon-screensaver'],
  schemas: 'debian-12',
};
testLocks('Cinnamon', cinnamon, [
  ['its default of 15 minutes', {}, [900, 0, true]],
  [
    '5 minutes and a delay, in seconds',
    {
      dconf:
        '[org/cinnamon/desktop/session]\nidle-delay=uint32 300\n[org/cinnamon/desktop/screensaver]\nlock-delay=uint32 15\n',
    },
    [300, 15, true],
  ],
  ['never', { dconf: '[org/cinnamon/desktop/session]\nidle-delay=uint32 0\n' }, ['never', 0, true]],
  ['no lock', { dconf: '[org/cinnamon/desktop/screensaver]\nlock-enabled=false\n' }, [900, 0, false]],
  ['the locker does not run', { programs: ['cinnamon'] }, 'locker-not-running'],
  [
    'a locker that only the bus knows',
    { programs: ['cinnamon', 'python3'], bus: names(['org.cinnamon.ScreenSaver']) },
    [900, 0, true],
  ],
  [
    'no screen saver',
    { dconf: '[org/cinnamon/desktop/screensaver]\nidle-activation-enabled=false\n' },
    ['never', 0, true],
  ],
  [
    'locking forbidden',
    { dconf: '[org/cinnamon/desktop/lockdown]\ndisable-lock-screen=true\n' },
    [900, 0, false],
  ],
  [
    'an administrator has locked it',
    {
      dconfSystem: '[org/cinnamon/desktop/session]\nidle-delay=uint32 240\n',
      locks: ['/org/cinnamon/desktop/session/idle-delay'],
    },
    [240, 0, true, 'managed'],
  ],
]);

testSettingsTroubles('Cinnamon', cinnamon, 'gnome-only');
