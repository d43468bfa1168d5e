import { expect, test } from 'vitest';
import { refusal } from '../../../src/probes/windows/answer.ts';
import { windowsSettingsPages } from '../../../src/probes/windows/settings-pages.ts';
import { settingsPages } from '../../../src/rules/rule.ts';
import { capturedWindows } from './captured-machine.ts';
import { homePcWith, machineOf } from './machines.ts';

const currentVersion = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const build = (CurrentBuild: string) => homePcWith({ registry: { [currentVersion]: { CurrentBuild } } });
const system32 = 'C:\\Windows\\System32';

const opened: [page: (typeof settingsPages)[number], build: string, target: string][] = [
  ['screen-lock', '26100', `${system32}\\control.exe desk.cpl,ScreenSaver,@ScreenSaver`],
  ['screen-lock', '7601', `${system32}\\control.exe desk.cpl,ScreenSaver,@ScreenSaver`],
  ['password', '26100', 'ms-settings:signinoptions'],
  ['password', '9600', `${system32}\\control.exe /name Microsoft.UserAccounts`],
  ['antivirus', '15063', 'windowsdefender://threat'],
  ['antivirus', '14393', `${system32}\\control.exe /name Microsoft.ActionCenter`],
  ['sharing', '26100', `${system32}\\fsmgmt.msc`],
];
test.each(opened)('%s on build %s opens %s', async (page, number, target) => {
  const system = build(number);
  const pages = windowsSettingsPages(system);
  expect(await pages.canOpenSettings(page)).toBe(true);
  expect(await pages.openSettings(page)).toBe(true);
  expect(system.opened).toEqual([target]);
});

test('without the old programs, the next best page, or none', async () => {
  const bare = homePcWith({ files: [] });
  const pages = windowsSettingsPages(bare);
  expect(await pages.openSettings('screen-lock')).toBe(true);
  expect(bare.opened).toEqual(['ms-settings:lockscreen']);
  expect(await pages.canOpenSettings('sharing')).toBe(false);
  expect(await pages.openSettings('sharing')).toBe(false);
});

test('a build that is not told promises no page of the settings app', async () => {
  const system = homePcWith({ registry: { [currentVersion]: { refused: 'denied', detail: '' } }, files: [] });
  for (const page of settingsPages)
    expect([page, await windowsSettingsPages(system).canOpenSettings(page)]).toEqual([page, false]);
});

test('Windows elsewhere than on C:', async () => {
  const system = homePcWith({ env: { SystemRoot: 'D:\\WINNT' } });
  await windowsSettingsPages(system).openSettings('sharing');
  expect(system.opened).toEqual(['D:\\WINNT\\System32\\fsmgmt.msc']);
});

test('a page that does not open is said', async () => {
  const system = {
    ...capturedWindows(machineOf('home-pc.json')),
    open: async () => refusal('failed', 'ShellExecuteW: 2'),
  };
  expect(await windowsSettingsPages(system).openSettings('password')).toBe(false);
});
