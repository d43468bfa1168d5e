import type { Machine } from '../machine.ts';
import { names, testLocks } from './lock-case.ts';
import { testSettingsTroubles } from './settings-troubles.ts';

const gnome: Machine = {
  env: { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' },
  programs: ['gnome-shell'],
  schemas: 'debian-12',
  bus: names(['org.gnome.Shell.ScreenShield', 'org.gnome.DisplayManager']),
};

testLocks('GNOME', gnome, [
  ['nothing set: its defaults', {}, [300, 0, true]],
  ['15 minutes', { dconf: '[org/gnome/desktop/session]\nidle-delay=uint32 900\n' }, [900, 0, true]],
  ['never', { dconf: '[org/gnome/desktop/session]\nidle-delay=uint32 0\n' }, ['never', 0, true]],
  ['a lock delay', { dconf: '[org/gnome/desktop/screensaver]\nlock-delay=uint32 30\n' }, [300, 30, true]],
  ['no lock', { dconf: '[org/gnome/desktop/screensaver]\nlock-enabled=false\n' }, [300, 0, false]],
  [
    'locking forbidden',
    { dconf: '[org/gnome/desktop/lockdown]\ndisable-lock-screen=true\n' },
    [300, 0, false],
  ],
  [
    'an administrator sets and locks it: the user cannot change it',
    {
      dconf: '[org/gnome/desktop/session]\nidle-delay=uint32 0\n',
      dconfSystem: '[org/gnome/desktop/session]\nidle-delay=uint32 240\n',
      locks: ['/org/gnome/desktop/session/idle-delay'],
    },
    [240, 0, true, 'managed'],
  ],
  [
    'an administrator sets it and locks nothing: the user has the last word',
    {
      dconf: '[org/gnome/desktop/session]\nidle-delay=uint32 600\n',
      dconfSystem: '[org/gnome/desktop/session]\nidle-delay=uint32 240\n',
    },
    [600, 0, true],
  ],
  [
    "MATE's and Cinnamon's settings are not GNOME's",
    {
      dconf:
        '[org/mate/desktop/session]\nidle-delay=1\n[org/cinnamon/desktop/session]\nidle-delay=uint32 60\n',
    },
    [300, 0, true],
  ],
  ['gnome-shell does not run', { programs: ['xfwm4'] }, 'locker-not-running'],
  ['no GDM: it has no lock screen', { bus: names([]) }, ['never', 0, true]],
  ['an old shell under GDM', { bus: names(['org.gnome.DisplayManager']) }, [300, 0, true]],
  ['no bus to ask', { bus: () => ({ ok: false, reason: 'no-bus', detail: '' }) }, 'desktop-not-answering'],
]);

const flashback: Machine = {
  env: { XDG_CURRENT_DESKTOP: 'GNOME-Flashback:GNOME' },
  programs: ['gnome-flashback'],
  schemas: 'debian-12',
};
testLocks('GNOME Flashback', flashback, [
  ['nothing set: its defaults', {}, [300, 0, true]],
  ['15 minutes', { dconf: '[org/gnome/desktop/session]\nidle-delay=uint32 900\n' }, [900, 0, true]],
  ['it does not run', { programs: ['gnome-panel'] }, 'locker-not-running'],
]);

const budgie: Machine = {
  env: { XDG_CURRENT_DESKTOP: 'Budgie:GNOME' },
  programs: ['budgie-wm', 'budgie-screensaver'],
  schemas: 'debian-12',
};
testLocks('Budgie', budgie, [
  ['nothing set: its defaults', {}, [300, 0, true]],
  ['no lock', { dconf: '[org/gnome/desktop/screensaver]\nlock-enabled=false\n' }, [300, 0, false]],
  ["GNOME's old screen saver", { programs: ['budgie-wm', 'gnome-screensaver'] }, [300, 0, true]],
  ['without a screen saver', { programs: ['budgie-wm'] }, 'locker-not-running'],
]);

testSettingsTroubles('GNOME', gnome, 'old-ukui');
testSettingsTroubles('GNOME Flashback', flashback, 'old-ukui');
testSettingsTroubles('Budgie', budgie, 'old-ukui');
