import { expect, test } from 'vitest';
import { type Answer, answer, refusal } from '../../../src/probes/windows/answer.ts';
import { windowsPresence } from '../../../src/probes/windows/presence.ts';
import type { DesktopState } from '../../../src/probes/windows/system.ts';

const never = new AbortController().signal;
/** os.release() of Windows 11 24H2 and of Windows 7. */
const [eleven, seven] = ['10.0.26100', '6.1.7601'];
const inFront = (flags: number): DesktopState => ({ session: 1, connection: 0, flags });

const look = (desktop: Answer<DesktopState>, version = eleven, idle: Answer<number> = answer(431_250)) =>
  windowsPresence({ idleMilliseconds: async () => idle, desktopState: async () => desktop }, version).look(
    never,
  );

test.each([
  ['locked', 0, eleven, true],
  ['not locked', 1, eleven, false],
  ['locked on Windows 7, which has the flags reversed', 1, seven, true],
  ['not locked on Windows 7', 0, seven, false],
  ['in a state that Windows does not know (WTS_SESSIONSTATE_UNKNOWN)', 0xffff_ffff, eleven, null],
])('a computer is %s', async (_, flags, version, locked) => {
  expect(await look(answer(inFront(flags)), version)).toMatchObject({ state: 'seen', idle: 431.25, locked });
});

test('without a word on the session, the idle time is told, and that nobody tells the lock', async () => {
  const told = await look(refusal('not-supported', 'WTSQuerySessionInformationW: 120'));
  expect(told).toMatchObject({ state: 'seen', idle: 431.25, locked: null, source: 'GetLastInputInfo' });
});

test.each([1, 4])(
  'a session that is not in front (state %i) says nothing of who is there',
  async (connection) => {
    expect(await look(answer({ ...inFront(1), connection }))).toEqual({
      state: 'unreadable',
      reason: 'idle-unreadable',
      detail: 'another session is in front',
    });
  },
);

test('the session of the services has no screen', async () => {
  const state = { session: 0, connection: 4, flags: 0 };
  expect(await look(answer(state))).toEqual({ state: 'absent', reason: 'no-graphical-session' });
});

test('an idle time that is refused is unreadable, with what Windows said', async () => {
  const told = await look(answer(inFront(1)), eleven, refusal('failed', 'GetLastInputInfo: 5'));
  expect(told).toEqual({ state: 'unreadable', reason: 'idle-unreadable', detail: 'GetLastInputInfo: 5' });
});
