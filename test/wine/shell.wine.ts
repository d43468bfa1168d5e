import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from './ask.ts';

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
