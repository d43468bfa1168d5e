import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from './ask.ts';
import { scenario } from './scenario.ts';

/** 2026-11-19 06:30 UTC, as a DATE. */
const searched = 46_345.270_833_333_33;
const searchedAt = Date.UTC(2026, 10, 19, 6, 30);

test('when Automatic Updates last looked and last installed is told to the millisecond', () => {
  const machine = scenario({ 'update-dates': { searched, installed: 46_338.5 } });
  assert.deepEqual(ask('updateDates', [], machine), {
    ok: true,
    value: { searchedAt, installedAt: Date.UTC(2026, 10, 12, 12) },
  });
  assert.deepEqual(machine.leaks(), []);
});

test('a date that is not known there is none, and not the first of all dates', () => {
  const machine = scenario({ 'update-dates': { searched } });
  const told = ask('updateDates', [], machine);
  assert.ok(told.ok);
  assert.deepEqual([told.value.searchedAt, told.value.installedAt], [searchedAt, undefined]);
  assert.deepEqual(machine.leaks(), []);
});

for (const method of [
  'CreateAutomaticUpdates',
  'get_Results',
  'get_LastSearchSuccessDate',
  'get_LastInstallationSuccessDate',
])
  test(`one that fails at ${method}, as with its service disabled, tells nothing and keeps nothing`, () => {
    const machine = scenario({ 'update-dates': { searched, [method]: '0x80070422' } });
    const told = ask('updateDates', [], machine);
    assert.equal(told.ok, false);
    assert.match(told.detail, /0x80070422$/);
    assert.deepEqual(machine.leaks(), []);
  });

test('a number that is no date is not taken for one', () => {
  const machine = scenario({ 'update-dates': { searched, 'searched.type': 5 } });
  assert.equal(ask('updateDates', [], machine).ok, false);
  assert.deepEqual(machine.leaks(), []);
});

test('a Windows Update of before it had results is not supported', () => {
  const machine = scenario({ 'update-dates': { searched, first: 1 } });
  const told = ask('updateDates', [], machine);
  assert.equal(told.ok, false);
  assert.equal(told.reason, 'not-supported');
  assert.deepEqual(machine.leaks(), []);
});

test('one whose service does not come up is given up in time', () => {
  const machine = scenario({ 'update-dates': { searched }, hang: { get_Results: 1 } });
  const told = ask('updateDates', [], machine);
  assert.equal(told.ok, false);
  assert.equal(told.reason, 'timed-out');
});

test('Wine itself, whose Automatic Updates has no results, tells of no date', () => {
  const told = ask('updateDates', []);
  assert.equal(told.ok, false);
  assert.equal(told.reason, 'not-supported');
});
