import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from './ask.ts';
import { scenario } from './scenario.ts';

const channel = 'Microsoft-Windows-Windows Defender/Operational';
const query = '*[System[EventID=1001]]';
const event =
  "<Event><System><TimeCreated SystemTime='2026-11-18T04:12:31.2640458Z'/></System><EventData><Data>快速扫描</Data></EventData></Event>";

test('the newest event of a channel is told as XML, and everything is given back', () => {
  const machine = scenario({ events: { [channel]: event } });
  assert.deepEqual(ask('newestEvent', [channel, query], machine), { ok: true, value: event });
  assert.deepEqual(machine.leaks(), []);
});

test('a channel without such an event is an answer', () => {
  const machine = scenario({ events: { [channel]: 'none' } });
  assert.deepEqual(ask('newestEvent', [channel, query], machine), { ok: true });
  assert.deepEqual(machine.leaks(), []);
});

for (const [code, reason] of [
  [5, 'denied'],
  [15007, 'missing'],
  [1722, 'missing'],
] as const)
  test(`a log that refuses with ${code} is ${reason}`, () => {
    const machine = scenario({ events: { [`error.${channel}`]: code } });
    assert.deepEqual(ask('newestEvent', [channel, query], machine), {
      ok: false,
      reason,
      detail: `EvtQuery: ${code}`,
    });
    assert.deepEqual(machine.leaks(), []);
  });

test('a log that does not answer is given up in time', () => {
  const machine = scenario({ events: { [channel]: event }, hang: { EvtNext: 1 } });
  const read = ask('newestEvent', [channel, query], machine);
  assert.equal(read.ok, false);
  assert.equal(read.reason, 'timed-out');
});
