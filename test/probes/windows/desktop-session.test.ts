import { expect, test } from 'vitest';
import { windowsDesktopSession } from '../../../src/probes/windows/desktop-session.ts';
import { homePcWith } from './machines.ts';

test.each([
  ['nobody is there', 1, false],
  ['a full-screen program', 2, true],
  ['a full-screen game', 3, true],
  ['presentation mode', 4, true],
  ['come in', 5, false],
  ['the quiet hour of a new account', 6, true],
  ['an app of the Store is in front', 7, false],
])('%s (%s)', async (_name, userNotificationState, presenting) => {
  expect(await windowsDesktopSession(homePcWith({ userNotificationState })).isPresenting()).toBe(presenting);
});

const refused = { refused: 'failed', detail: '0x80004005' };

test('a state that is not told is no presentation', async () => {
  expect(await windowsDesktopSession(homePcWith({ userNotificationState: refused })).isPresenting()).toBe(
    false,
  );
});

test.each([
  [['svchost.exe', 'Explorer.EXE'], 'yes'],
  [['svchost.exe', 'kiosk.exe'], 'no'],
  [refused, 'unknown'],
])('icons are shown where the Explorer runs: %o', async (processes, host) => {
  expect(await windowsDesktopSession(homePcWith({ processes })).hasTrayHost()).toBe(host);
});
