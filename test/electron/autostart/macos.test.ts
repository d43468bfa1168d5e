import { expect, test } from 'vitest';
import { applyLoginItem, type LoginItemStatus, loginItem } from '../../../electron/autostart/macos.ts';

const on = { openAtLogin: true, type: 'mainAppService' };
const off = { openAtLogin: false, type: 'mainAppService' };

test.each<[LoginItemStatus, unknown, unknown]>([
  ['not-registered', on, null],
  ['not-found', on, null],
  ['enabled', null, off],
  // The user has switched it off under "Login Items".
  ['requires-approval', null, off],
])('%s: what switching on and off has to tell macOS', (status, whenOn, whenOff) => {
  expect(loginItem(true, status)).toEqual(whenOn);
  expect(loginItem(false, status)).toEqual(whenOff);
});

test('macOS is asked for the app’s own login item, and told only what is new to it', () => {
  const told: unknown[] = [];
  const app = (status: LoginItemStatus) => ({
    getLoginItemSettings: (options?: { type?: string }) => {
      expect(options?.type).toBe('mainAppService');
      return { status } as Electron.LoginItemSettings;
    },
    setLoginItemSettings: (settings: unknown) => {
      told.push(settings);
    },
  });
  applyLoginItem(app('not-registered'), true);
  applyLoginItem(app('enabled'), true);
  applyLoginItem(app('requires-approval'), true);
  expect(told).toEqual([on]);
});
