import { describe, expect, test } from 'vitest';
import { screenLockProbe, screenLockWatchedFiles } from '../../../src/probes/macos/screen-lock.ts';
import { type CapturedMac, capturedMac, notAborted } from './captured-mac.ts';

const sysadminctl = '/usr/sbin/sysadminctl -screenLock status';
const defaults = '/usr/bin/defaults -currentHost export com.apple.screensaver -';
const pmset = '/usr/bin/pmset -g custom';
const userProfile = '/Library/Managed Preferences/carol/com.apple.screensaver.plist';
const computerProfile = '/Library/Managed Preferences/com.apple.screensaver.plist';

const immediate = ['screenLock delay is immediate'];
const idle = (value: string) => [`<plist version="1.0"><dict><key>idleTime</key>${value}</dict></plist>`];
const unset = ['<plist version="1.0"><dict/></plist>'];
const display = (minutes: number) => ['AC Power:', ` displaysleep ${minutes}`];

const read = (commands: CapturedMac['commands'], files: CapturedMac['files'] = {}) =>
  screenLockProbe(capturedMac({ commands, files })).read(notAborted);

describe('which comes first', () => {
  test.each([
    ['the screen saver', '<integer>300</integer>', 10, { wait: 300, mechanism: 'screen saver' }],
    ['the display', '<integer>1200</integer>', 2, { wait: 120, mechanism: 'display sleep' }],
    [
      'the display, where the saver never starts',
      '<integer>0</integer>',
      5,
      { wait: 300, mechanism: 'display sleep' },
    ],
    [
      'the saver, where the display stays lit',
      '<integer>60</integer>',
      0,
      { wait: 60, mechanism: 'screen saver' },
    ],
    ['nothing', '<integer>0</integer>', 0, { wait: 'never' }],
  ] as const)('%s', async (_what, value, minutes, expected) => {
    const reading = await read({
      [sysadminctl]: immediate,
      [defaults]: idle(value),
      [pmset]: display(minutes),
    });
    expect(reading).toMatchObject({
      state: 'known',
      value: { desktop: 'macOS', grace: 0, passwordRequired: true, managed: false, ...expected },
    });
    expect(reading).not.toHaveProperty('value.unread');
  });
});

describe('what is not told is no number', () => {
  test('a screen saver that was never set leaves the display, and says so', async () => {
    const reading = await read({ [sysadminctl]: immediate, [defaults]: unset, [pmset]: display(10) });
    expect(reading).toMatchObject({
      state: 'known',
      value: { wait: 600, mechanism: 'display sleep', unread: ['com.apple.screensaver idleTime (not set)'] },
    });
  });

  test.each(['<string>300</string>', '<integer>-1</integer>', '<integer>soon</integer>', '<true/>'])(
    'an idle time of %s is not heeded',
    async (value) => {
      const reading = await read({ [sysadminctl]: immediate, [defaults]: idle(value), [pmset]: display(10) });
      expect(reading).toMatchObject({ value: { wait: 600, unread: ['com.apple.screensaver idleTime'] } });
    },
  );

  test('a display that does not tell leaves the screen saver', async () => {
    const reading = await read({ [sysadminctl]: immediate, [defaults]: idle('<integer>300</integer>') });
    expect(reading).toMatchObject({ value: { wait: 300, unread: ['pmset -g custom'] } });
  });

  test('neither: unknown', async () => {
    const reading = await read({ [sysadminctl]: immediate, [defaults]: unset });
    expect(reading).toMatchObject({ state: 'unknown', reason: 'missing-source' });
  });

  test('where no password is asked for, nothing that is not told could make a lock', async () => {
    const reading = await read({
      [sysadminctl]: ['screenLock is off'],
      [defaults]: unset,
      [pmset]: display(5),
    });
    expect(reading).toMatchObject({ value: { passwordRequired: false, grace: 'never', wait: 300 } });
    expect(reading).not.toHaveProperty('value.unread');
  });
});

describe('profiles', () => {
  const commands = {
    [sysadminctl]: immediate,
    [defaults]: idle('<integer>60</integer>'),
    [pmset]: display(0),
  };

  test("win over the user's setting, even where they are laxer", async () => {
    const reading = await read(commands, { [userProfile]: { plist: { idleTime: 900 }, form: 'binary' } });
    expect(reading).toMatchObject({
      value: { wait: 900, managed: true },
      source: expect.stringContaining(userProfile),
    });
  });

  test("the user's comes before the computer's, key by key", async () => {
    const reading = await read(commands, {
      [userProfile]: { plist: { askForPassword: true }, form: 'xml' },
      [computerProfile]: { plist: { idleTime: 120, askForPassword: false }, form: 'xml' },
    });
    expect(reading).toMatchObject({ value: { wait: 120, grace: 0, managed: true } });
  });

  test('a delay that is longer than the keybag’s is the one told, a shorter one is not', async () => {
    const delay = (askForPasswordDelay: number, askForPassword: boolean | number = true) =>
      read(commands, { [computerProfile]: { plist: { askForPassword, askForPasswordDelay }, form: 'xml' } });
    expect(await delay(600)).toMatchObject({ value: { grace: 600, managed: true } });
    expect(await delay(0)).toMatchObject({ value: { grace: 0 } });
    expect(await delay(600, 0)).toMatchObject({ value: { grace: 0 } });
  });

  test('one that makes no sense is not passed over', async () => {
    const reading = await read(commands, { [userProfile]: { text: ['{ idleTime = 60; }'] } });
    expect(reading).toMatchObject({ state: 'unknown', reason: 'unparsable', source: userProfile });
  });
});

test('the settings of the user and of profiles are watched, by the UUIDs that are there', () => {
  const byHost = '/Users/carol/Library/Preferences/ByHost';
  const one = '610593BF-EF4E-5146-9E91-A57EEA970A0A';
  const files = {
    [`${byHost}/com.apple.loginwindow.${one}.plist`]: { text: [] },
    [`${byHost}/.GlobalPreferences.${one}.plist`]: { text: [] },
    [`${byHost}/com.apple.screensaver.plist`]: { text: [] },
  };
  expect(screenLockWatchedFiles(capturedMac({ commands: {}, files }))).toEqual([
    userProfile,
    computerProfile,
    `${byHost}/com.apple.screensaver.${one}.plist`,
    '/Library/Preferences/com.apple.PowerManagement.plist',
  ]);
  expect(screenLockWatchedFiles(capturedMac({ commands: {} }))).toHaveLength(3);
});
