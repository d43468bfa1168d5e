import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { ask } from './ask.ts';
import { within } from './within.ts';

test('a program is opened with its parameters, in Chinese and with a space', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'deskward 设置 '));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'copy.txt');
  const source = 'C:\\windows\\win.ini';
  const opened = ask('open', ['C:\\windows\\system32\\cmd.exe', `/c copy "${source}" "${file}"`]);
  assert.deepEqual(opened, { ok: true, value: undefined });
  // Who opens it does not wait for its end.
  await within(
    'what the program does',
    until(() => isSame(file, source)),
  );
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(50);
}

function isSame(file: string, source: string): boolean {
  try {
    return readFileSync(file).equals(readFileSync(source));
  } catch {
    return false;
  }
}

test('a page that no program is registered for is not opened, and it is said', () => {
  const opened = ask('open', ['ms-settings:lockscreen']);
  assert.ok(!opened.ok);
  assert.match(opened.detail, /^ShellExecuteW: \d+$/);
});

test('whether a notification would disturb is told as one of the states that Windows has', () => {
  const state = ask('userNotificationState', []);
  assert.ok(state.ok);
  // QUERY_USER_NOTIFICATION_STATE (shellapi.h): 1 to 7.
  assert.ok(state.value >= 1 && state.value <= 7, String(state.value));
});
