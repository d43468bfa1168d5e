import { expect, test } from 'vitest';
import { screenLockWatchedFiles } from '../../../src/probes/linux/screen-lock.ts';
import { home, machine } from './machine.ts';
import { expectLock, type LockCase, readLock } from './screen-lock/lock-case.ts';
import { temporaryFolder } from './temporary-folder.ts';

const otherCases: LockCase[] = [
  ['sway', { env: { XDG_CURRENT_DESKTOP: 'sway' } }, 'unsupported-desktop'],
  ['a display of nobody', { env: { DISPLAY: ':0' } }, 'unsupported-desktop'],
  ['nobody is signed in', { programs: ['sshd'] }, 'no-graphical-session'],
  ['GNOME’s schemas without GNOME', { schemas: 'debian-12' }, 'no-graphical-session'],
];
test.each(otherCases)('%s', (_name, given, expected) => expectLock(given, expected));

test('the watched files are those of this user and of the administrator', () => {
  const env = { XDG_CONFIG_HOME: '/c', XDG_CONFIG_DIRS: '/site:/etc/xdg' };
  const files = screenLockWatchedFiles(machine({ env }));
  for (const file of [
    '/c/dconf/user',
    '/c/kscreenlockerrc',
    '/site/kscreenlockerrc',
    '/c/xfce4/xfconf/xfce-perchannel-xml/xfce4-screensaver.xml',
    `${home}/.xscreensaver`,
  ])
    expect(files).toContain(file);
});

test('where running programs are not shown, nothing is said of any desktop', async () => {
  const system = machine({});
  const reading = await readLock({ ...system, root: temporaryFolder() });
  expect(reading).toMatchObject({ state: 'unknown', reason: 'denied' });
});
