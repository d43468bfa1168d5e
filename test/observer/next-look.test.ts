import { expect, test } from 'vitest';
import { untilNextLook } from '../../src/observer/next-look.ts';
import type { Look } from '../../src/probes/presence.ts';
import { thresholds } from './watched-desk.ts';

const at = { awake: 5000, asleep: 0, boot: 'one', wall: 0 };
const seen = (idle: number, locked: boolean | null = false): Look => ({
  ...{ state: 'seen', at, idle, locked, source: 'a desk' },
});
const unreadable: Look = { state: 'unreadable', reason: 'idle-unreadable' };

test.each([
  [
    'somebody is at the keyboard: a film matters after a minute, and is asked for two minutes later',
    seen(0),
    180,
  ],
  ['the last input was half a minute ago', seen(30), 150],
  ['nobody has been there for a minute: a film may end any time', seen(60), 120],
  ['a lock is missed before that', seen(400), 31],
  ['and half an hour is over before that', seen(1900), 21],
  ['behind a locked screen only time passes', seen(60, true), 300],
])('%s', (_when, look, seconds) => {
  expect(untilNextLook(look, thresholds, 0)).toBe(seconds);
});

test('what could not be read is tried again, ever less often', () => {
  expect([0, 1, 2, 9].map((failures) => untilNextLook(unreadable, thresholds, failures))).toEqual([
    30, 60, 120, 900,
  ]);
});
