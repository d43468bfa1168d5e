import { expect, test } from 'vitest';
import { firstLock, type Lock, type UnreadLock } from '../../src/probes/first-lock.ts';
import { lockReading } from '../../src/probes/lock-reading.ts';

const lock = (mechanism: string, change: Partial<Lock>): Lock => ({
  ok: true,
  mechanism,
  wait: 300,
  grace: 0,
  passwordRequired: true,
  managed: false,
  source: mechanism,
  ...change,
});
const hidden: UnreadLock = { ok: false, reason: 'denied', source: 'hidden' };

const chosen: [name: string, locks: Lock[], winner: string][] = [
  ['the sooner', [lock('late', { wait: 600 }), lock('soon', { wait: 300 })], 'soon'],
  [
    'the one that asks sooner, wait and grace together',
    [lock('graced', { wait: 200, grace: 200 }), lock('plain', { wait: 300 })],
    'plain',
  ],
  [
    'at the same moment, the one with less grace',
    [lock('graced', { wait: 240, grace: 60 }), lock('plain', { wait: 300 })],
    'plain',
  ],
  [
    'one with a password before one that goes dark sooner',
    [lock('dark', { wait: 60, passwordRequired: false }), lock('asks', { wait: 900 })],
    'asks',
  ],
  [
    'without any password, the one that goes dark',
    [
      lock('off', { wait: 'never', passwordRequired: false }),
      lock('dark', { wait: 600, passwordRequired: false }),
    ],
    'dark',
  ],
  ['never loses', [lock('never', { wait: 'never' }), lock('day', { wait: 86_400 })], 'day'],
];

test.each(chosen)('the lock that counts: %s', (_name, locks, winner) => {
  expect(firstLock(locks)).toMatchObject({ mechanism: winner });
  expect(firstLock(locks.toReversed())).toMatchObject({ mechanism: winner });
});

test('a lock that cannot be read could only come sooner, and is named', () => {
  expect(firstLock([hidden, lock('seen', {})])).toMatchObject({ mechanism: 'seen', unread: ['hidden'] });
  expect(firstLock([lock('seen', {})])).not.toHaveProperty('unread');
});

test('where nothing that can be read asks for a password, the unread one decides', () => {
  const dark = lock('dark', { passwordRequired: false });
  expect(firstLock([dark, hidden])).toBe(hidden);
  expect(firstLock([lock('never', { wait: 'never' }), hidden])).toBe(hidden);
  expect(firstLock([hidden])).toBe(hidden);
  expect(firstLock([])).toMatchObject({ ok: false, reason: 'missing-source' });
});

test('the fact says what was read, or why not', () => {
  const read = { wait: 300, grace: 0, passwordRequired: true, managed: false };
  expect(lockReading('MATE', lock('saver', {}))).toEqual({
    state: 'known',
    source: 'saver',
    value: { desktop: 'MATE', mechanism: 'saver', ...read },
  });
  expect(lockReading('MATE', lock('saver', { unread: ['hidden'] }))).toMatchObject({
    value: { unread: ['hidden'] },
  });
  expect(lockReading('MATE', hidden)).toMatchObject({ state: 'unknown', reason: 'denied', source: 'hidden' });
});
