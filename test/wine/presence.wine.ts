import assert from 'node:assert/strict';
import { test } from 'node:test';
import koffi from 'koffi';
import { ask } from './ask.ts';
import { type Sections, scenario } from './scenario.ts';

const user32 = koffi.load('user32.dll');
const press = user32.func('keybd_event', 'void', ['uint8', 'uint8', 'uint32', 'uint64']);
const move = user32.func('mouse_event', 'void', ['uint32', 'uint32', 'uint32', 'uint32', 'uint64']);

// winuser.h: VK_SHIFT and KEYEVENTF_KEYUP, MOUSEEVENTF_MOVE.
const inputs = [
  ['a key', () => [0, 2].map((flags) => press(0x10, 0, flags, 0))],
  ['the mouse', () => move(1, 5, 5, 0, 0)],
] as const;

/** GetTickCount goes in steps (sysinfoapi.h: "typically in the range of 10 milliseconds to 16 milliseconds"). */
const tick = 16;

for (const [what, input] of inputs)
  test(`after ${what} nobody has been away for longer than since then`, () => {
    const before = ask('idleMilliseconds', []);
    const started = performance.now();
    input();
    const idle = ask('idleMilliseconds', []);
    assert.ok(before.ok && idle.ok);
    assert.ok(idle.value <= performance.now() - started + tick, `${idle.value} ms`);
  });

test('who does nothing has been away for longer and longer', () => {
  const first = ask('idleMilliseconds', []);
  const started = performance.now();
  const second = ask('idleMilliseconds', []);
  assert.ok(first.ok && second.ok);
  assert.ok(second.value > first.value, `${first.value} ms, then ${second.value} ms`);
  assert.ok(second.value - first.value <= performance.now() - started + first.value + tick);
});

const desktop = (values: Sections[string]) => {
  const world = scenario({ desktop: values });
  const told = ask('desktopState', [], world);
  assert.deepEqual(world.leaks(), []);
  return told;
};

test('a session is told with who is in front and whether it is locked', () => {
  for (const flags of [0, 1, 0xffff_ffff])
    assert.deepEqual(desktop({ session: 2, state: 0, flags }), {
      ok: true,
      value: { session: 2, connection: 0, flags },
    });
  const away = { ok: true, value: { session: 3, connection: 4, flags: 0 } };
  assert.deepEqual(desktop({ session: 3, state: 4, flags: 0 }), away);
});

test('a session that is denied, or told in a way that nobody knows, is no unlocked one', () => {
  const denied = { ok: false, reason: 'denied', detail: 'WTSQuerySessionInformationW: 5' };
  assert.deepEqual(desktop({ error: 5 }), denied);
  const unknown = { ok: false, reason: 'not-supported', detail: 'WTSINFOEXW of level 2' };
  assert.deepEqual(desktop({ level: 2 }), unknown);
});

test('Windows without this question tells nothing of the session', () => {
  const told = ask('desktopState', []);
  assert.equal(told.ok, false);
});
