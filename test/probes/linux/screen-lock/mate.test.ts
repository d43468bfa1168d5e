import type { Machine } from '../machine.ts';
import { testLocks } from './lock-case.ts';
import { testSettingsTroubles } from './settings-troubles.ts';

const mate: Machine = {
  env: { XDG_CURRENT_DESKTOP: 'MATE' },
  programs: ['mate-session', 'mate-screensaver'],
  schemas: 'debian-12',
};
testLocks('MATE', mate, [
  ['defaults are minutes', {}, [300, 0, true]],
  ['15 minutes', { dconf: '[org/mate/desktop/session]\nidle-delay=15\n' }, [900, 0, true]],
  ['the lock delay is minutes', { dconf: '[org/mate/screensaver]\nlock-delay=2\n' }, [300, 120, true]],
  ['never', { dconf: '[org/mate/desktop/session]\nidle-delay=0\n' }, ['never', 0, true]],
  [
    'no screen saver',
    { dconf: '[org/mate/screensaver]\nidle-activation-enabled=false\n' },
    ['never', 0, true],
  ],
  ['no lock', { dconf: '[org/mate/screensaver]\nlock-enabled=false\n' }, [300, 0, false]],
  [
    'locking forbidden',
    { dconf: '[org/mate/desktop/lockdown]\ndisable-lock-screen=true\n' },
    [300, 0, false],
  ],
  [
    "GNOME's settings are not MATE's",
    { dconf: '[org/gnome/desktop/session]\nidle-delay=uint32 0\n' },
    [300, 0, true],
  ],
  [
    'an administrator has locked it',
    {
      dconfSystem: '[org/mate/desktop/session]\nidle-delay=4\n',
      locks: ['/org/mate/desktop/session/idle-delay'],
    },
    [240, 0, true, 'managed'],
  ],
  ['the screen saver does not run', { programs: ['mate-session'] }, 'locker-not-running'],
  ['the session manager does not run', { programs: ['mate-screensaver'] }, 'locker-not-running'],
]);

testSettingsTroubles('MATE', mate, 'gnome-only');
