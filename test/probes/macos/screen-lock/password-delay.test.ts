import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  parsePasswordDelay,
  readPasswordDelay,
} from '../../../../src/probes/macos/screen-lock/password-delay.ts';
import { capturedMac, notAborted } from '../captured-mac.ts';

const said = (words: string) => `2026-09-21 20:50:02.423 sysadminctl[22746:23830390] ${words}\n`;

test.each([
  ['screenLock delay is immediate', { asked: true, grace: 0 }],
  ['screenLock delay is 5 seconds', { asked: true, grace: 5 }],
  ['screenLock delay is 1 second', { asked: true, grace: 1 }],
  ['screenLock delay is 300.000000 seconds', { asked: true, grace: 300 }],
  ['screenLock delay is 14400 seconds', { asked: true, grace: 14_400 }],
  ['screenLock is off', { asked: false, grace: 'never' }],
  // The keybag's own "never", and what sysadminctl makes of it on some versions.
  ['screenLock delay is 2147483647 seconds', { asked: false, grace: 'never' }],
  ['screenLock delay is -1.000000 seconds', { asked: false, grace: 'never' }],
])('%s', (words, expected) => {
  expect(parsePasswordDelay(said(words))).toEqual(expected);
});

test.each([
  '',
  'Failed to get screenLock status',
  'screenLock delay is',
  'screenLock delay is soon',
  'screenLock delay is 5 minutes',
  'screenLock is offline',
  'Usage: sysadminctl -screenLock <status || immediate || off || seconds>',
])('nothing is made of: %s', (words) => {
  expect(parsePasswordDelay(said(words))).toBeUndefined();
});

test('two answers are none', () => {
  expect(
    parsePasswordDelay(said('screenLock is off') + said('screenLock delay is immediate')),
  ).toBeUndefined();
});

test('no words make a delay but those, whatever they are', () => {
  fc.assert(
    fc.property(fc.string(), (words) => {
      expect(parsePasswordDelay(words)).toBeUndefined();
    }),
  );
});

test('it is read from the error output, where NSLog writes', async () => {
  const line = '/usr/sbin/sysadminctl -screenLock status';
  const mac = capturedMac({
    commands: { [line]: { stdout: [], stderr: ['x screenLock delay is immediate'], code: 0 } },
  });
  expect(await readPasswordDelay(mac, notAborted)).toMatchObject({ ok: true, asked: true, grace: 0 });
});

test.each([
  [{ cannot: 'missing' as const }, 'missing-source'],
  [{ cannot: 'denied' as const }, 'denied'],
  [{ cannot: 'timed-out' as const }, 'timed-out'],
  [{ cannot: 'failed' as const }, 'failed'],
  // Outside the user's session the keybag does not answer, whatever the words.
  [{ stdout: [], stderr: ['no such session'], code: 1 }, 'desktop-not-answering'],
  [[], 'desktop-not-answering'],
])('why there is no answer: %j', async (output, reason) => {
  const mac = capturedMac({ commands: { '/usr/sbin/sysadminctl -screenLock status': output } });
  expect(await readPasswordDelay(mac, notAborted)).toMatchObject({ ok: false, reason });
});
