import { expect, test } from 'vitest';
import { keepsDisplayAwake, macosDesktopSession } from '../../../src/probes/macos/desktop-session.ts';
import { capturedMac } from './captured-mac.ts';

const pmset = '/usr/bin/pmset -g assertions';
/** The form is pmset(1)'s. */
const assertions = (displayAwake: number) => [
  '2026-11-20 09:00:00 +0800 ',
  'Assertion status system-wide:',
  '   BackgroundTask                 1',
  `   PreventUserIdleDisplaySleep    ${displayAwake}`,
  '   PreventSystemSleep             0',
  '   PreventUserIdleSystemSleep     1',
  'Listed by owning process:',
  '   pid 812(Keynote): [0x0001] 00:10:11 PreventUserIdleDisplaySleep named: "Presenting"',
];

test.each([
  ['a presentation', assertions(1), true],
  ['nothing of the kind', assertions(0), false],
  ['other words', ['?'], false],
])('%s', async (_what, output, presenting) => {
  const session = macosDesktopSession(capturedMac({ commands: { [pmset]: output } }));
  expect(await session.isPresenting()).toBe(presenting);
  expect(keepsDisplayAwake(output.join('\n'))).toBe(presenting);
});

test('who cannot be asked presents nothing; the menu bar is always there', async () => {
  const session = macosDesktopSession(capturedMac({ commands: {} }));
  expect(await session.isPresenting()).toBe(false);
  expect(await session.hasTrayHost()).toBe('yes');
});
