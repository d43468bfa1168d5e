import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { ask } from './ask.ts';
import { deleteKey, setValues } from './registry.ts';
import { scenario } from './scenario.ts';
import { within } from './within.ts';

const reg = 'C:\\windows\\system32\\reg.exe';
const opened = 'Software\\Deskward opened';
const scheme = 'HKLM\\SOFTWARE\\Classes\\deskward-page';
const write = (data: string): string => `add "HKCU\\${opened}" /ve /d "${data}" /f`;

afterEach(() => {
  for (const key of [`HKCU\\${opened}`, scheme]) deleteKey(key);
});

/** What a program that was opened wrote: it runs by itself, and says nothing when it has ended. */
async function written(): Promise<unknown> {
  for (;;) {
    const value = ask('registry.value', ['HKCU', opened, '']);
    if (value.ok && value.value !== undefined) return value.value;
    await new Promise(setImmediate);
  }
}

test('an address is opened, whole, by the program that is registered for it', async () => {
  setValues(scheme, { '': ['REG_SZ', 'URL:Deskward'], 'URL Protocol': ['REG_SZ', ''] });
  setValues(`${scheme}\\shell\\open\\command`, { '': ['REG_SZ', `"${reg}" ${write('%1')}`] });
  assert.deepEqual(ask('open', ['deskward-page:lock?a=1&b=2']), { ok: true });
  assert.equal(await within('what the program wrote', written()), 'deskward-page:lock?a=1&b=2');
});

test('a program is opened with its parameters', async () => {
  assert.deepEqual(ask('open', [reg, write('desk.cpl,ScreenSaver,@ScreenSaver')]), { ok: true });
  assert.equal(await within('what the program wrote', written()), 'desk.cpl,ScreenSaver,@ScreenSaver');
});

test('a page that no program is registered for, and a program that is not there, are not opened, and it is said', () => {
  for (const target of ['ms-settings:lockscreen', 'C:\\windows\\system32\\没有.msc']) {
    const answer = ask('open', [target]);
    assert.ok(!answer.ok, target);
    assert.match(answer.detail, /^ShellExecuteW: \d+$/);
  }
});

test('a page is opened from a thread like a window’s, with nothing but what was asked', () => {
  const machine = scenario({});
  assert.deepEqual(ask('open', ['ms-settings:lockscreen'], machine), { ok: true });
  assert.deepEqual(
    ask('open', ['C:\\Windows\\System32\\control.exe', '/name Microsoft.FileHistory'], machine),
    {
      ok: true,
    },
  );
  assert.deepEqual(machine.calls(), [
    'call ShellExecuteW',
    'apartment single',
    'open ms-settings:lockscreen',
    'call ShellExecuteW',
    'apartment single',
    'open C:\\Windows\\System32\\control.exe',
    'with /name Microsoft.FileHistory',
  ]);
});

test('32 and less is an error, 33 is none', () => {
  const open = (result: number) => ask('open', ['ms-settings:lockscreen'], scenario({ shell: { result } }));
  assert.deepEqual(open(33), { ok: true });
  assert.deepEqual(open(5), { ok: false, reason: 'denied', detail: 'ShellExecuteW: 5' });
  for (const result of [0, 2, 31, 32]) assert.equal(open(result).ok, false, String(result));
});

test('whether a notification would disturb is told as one of the states that Windows has', () => {
  const state = ask('userNotificationState', []);
  assert.ok(state.ok);
  // QUERY_USER_NOTIFICATION_STATE (shellapi.h): 1 to 7.
  assert.ok(state.value >= 1 && state.value <= 7, String(state.value));
  const told = (shell: Record<string, number>) => ask('userNotificationState', [], scenario({ shell }));
  for (const notification of [1, 4, 7])
    assert.deepEqual(told({ notification }), { ok: true, value: notification });
});

test('a state that is refused, or a success that tells none, is no leave to disturb', () => {
  const told = (shell: Record<string, number>) => ask('userNotificationState', [], scenario({ shell }));
  assert.equal(told({ notificationError: 0x8000_4005 }).ok, false);
  assert.equal(told({ notification: 0 }).ok, false);
});
