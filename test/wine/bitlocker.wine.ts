import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from './ask.ts';
import { scenario } from './scenario.ts';

for (const value of [0, 1, 2, 3, 4, 5, 6, 8])
  test(`a drive's protection is told as it is: ${value}`, () => {
    const machine = scenario({ bitlocker: { 'value.C:': value } });
    assert.deepEqual(ask('bitLocker', ['C:'], machine), { ok: true, value });
    assert.deepEqual(machine.leaks(), []);
  });

test('each drive has its own', () => {
  const machine = scenario({ bitlocker: { 'value.C:': 1, 'value.D:': 2 } });
  assert.deepEqual(ask('bitLocker', ['D:'], machine), { ok: true, value: 2 });
});

test('a drive without the property has none, and none is not "off"', () => {
  const machine = scenario({ bitlocker: { 'value.C:': 1 } });
  assert.deepEqual(ask('bitLocker', ['D:'], machine), { ok: true });
  assert.deepEqual(machine.leaks(), []);
});

test('a number of another type is read, and a text is no number', () => {
  const unsigned = scenario({ bitlocker: { 'value.C:': 1, 'type.C:': 19 } });
  assert.deepEqual(ask('bitLocker', ['C:'], unsigned), { ok: true, value: 1 });
  const text = scenario({ bitlocker: { 'value.C:': 1, 'type.C:': 11 } });
  assert.equal(ask('bitLocker', ['C:'], text).ok, false);
  assert.deepEqual(text.leaks(), []);
});

test('an edition that does not know the property, and a drive that refuses, are no answer', () => {
  const unknown = ask('bitLocker', ['C:'], scenario({ bitlocker: { unknownName: 1 } }));
  assert.equal(unknown.ok, false);
  const denied = ask('bitLocker', ['C:'], scenario({ bitlocker: { 'error.C:': '0x80070005' } }));
  assert.equal(denied.ok, false);
  assert.equal(denied.reason, 'denied');
});

test('a drive that does not answer is given up in time', () => {
  const machine = scenario({ bitlocker: { 'value.C:': 1 }, hang: { GetValue: 1 } });
  const told = ask('bitLocker', ['C:'], machine);
  assert.equal(told.ok, false);
  assert.equal(told.reason, 'timed-out');
});

test('Wine itself, which has no BitLocker, does not say that it is off or on', () => {
  const told = ask('bitLocker', ['C:']);
  assert.ok(!told.ok || told.value === undefined);
});
