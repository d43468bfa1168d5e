import { expect, test } from 'vitest';
import { leaveOutEnglishButton } from '../../electron/notification-button.ts';

test.each([
  ['XFCE', 'linux', '1'],
  ['MATE', 'linux', '1'],
  [undefined, 'linux', '1'],
  ['GNOME', 'linux', undefined],
  ['ubuntu:GNOME', 'linux', undefined],
  ['KDE', 'linux', undefined],
  [undefined, 'win32', undefined],
  [undefined, 'darwin', undefined],
] as const)('on the desktop %s of %s the button is switched off: %s', (desktop, os, switched) => {
  const env = { XDG_CURRENT_DESKTOP: desktop, ELECTRON_USE_UBUNTU_NOTIFIER: undefined };
  leaveOutEnglishButton(env, os);
  expect(env.ELECTRON_USE_UBUNTU_NOTIFIER).toBe(switched);
});
