import { expect, test } from 'vitest';
import { macosSettingsPages } from '../../../src/probes/macos/settings-pages.ts';
import { settingsPages } from '../../../src/rules/rule.ts';
import { capturedMac } from './captured-mac.ts';

test.each([
  ['screen-lock', 'com.apple.Lock-Screen-Settings.extension'],
  ['password', 'com.apple.Users-Groups-Settings.extension'],
  ['antivirus', 'com.apple.Software-Update-Settings.extension'],
  ['sharing', 'com.apple.Sharing-Settings.extension'],
] as const)('%s opens its page of System Settings', async (page, extension) => {
  const mac = capturedMac({ commands: {} });
  const pages = macosSettingsPages(mac);
  expect(await pages.canOpenSettings(page)).toBe(true);
  expect(await pages.openSettings(page)).toBe(true);
  expect(mac.started).toEqual([`/usr/bin/open x-apple.systempreferences:${extension}`]);
});

test('every page is promised', async () => {
  const pages = macosSettingsPages(capturedMac({ commands: {} }));
  for (const page of settingsPages) expect(await pages.canOpenSettings(page)).toBe(true);
});

test('a page that does not open is not said to be open', async () => {
  const pages = macosSettingsPages({ startProgram: async () => false });
  expect(await pages.openSettings('sharing')).toBe(false);
});
