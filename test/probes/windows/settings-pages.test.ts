import { expect, test } from 'vitest';
import { refusal } from '../../../src/probes/windows/answer.ts';
import { windowsSettingsPages } from '../../../src/probes/windows/settings-pages.ts';
import { type SettingsPage, settingsPages } from '../../../src/rules/rule.ts';
import { capturedWindows } from './captured-machine.ts';
import { homePcWith, machineOf } from './machines.ts';

const currentVersion = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const build = (CurrentBuild: string) => homePcWith({ registry: { [currentVersion]: { CurrentBuild } } });
const system32 = 'C:\\Windows\\System32';

/** What each page opens on Windows 11 24H2 and on Windows 7. */
const targets: Readonly<Record<SettingsPage, readonly [newest: string, oldest: string]>> = {
  'screen-lock': [
    `${system32}\\control.exe desk.cpl,ScreenSaver,@ScreenSaver`,
    `${system32}\\control.exe desk.cpl,ScreenSaver,@ScreenSaver`,
  ],
  password: ['ms-settings:signinoptions', `${system32}\\control.exe /name Microsoft.UserAccounts`],
  antivirus: ['windowsdefender://threat', `${system32}\\control.exe /name Microsoft.ActionCenter`],
  sharing: [`${system32}\\fsmgmt.msc`, `${system32}\\fsmgmt.msc`],
  network: ['ms-settings:network-status', `${system32}\\control.exe /name Microsoft.NetworkAndSharingCenter`],
  backup: [
    `${system32}\\control.exe /name Microsoft.FileHistory`,
    `${system32}\\control.exe /name Microsoft.FileHistory`,
  ],
  'disk-encryption': [
    'ms-settings:deviceencryption',
    `${system32}\\control.exe /name Microsoft.BitLockerDriveEncryption`,
  ],
  firewall: ['windowsdefender://network', `${system32}\\control.exe /name Microsoft.WindowsFirewall`],
  'os-updates': ['ms-settings:windowsupdate', `${system32}\\control.exe /name Microsoft.WindowsUpdate`],
};
const opened = settingsPages.flatMap((page) => [
  [page, '26100', targets[page][0]] as const,
  [page, '7601', targets[page][1]] as const,
]);
test.each([
  ...opened,
  ['antivirus', '15063', 'windowsdefender://threat'],
  ['antivirus', '14393', `${system32}\\control.exe /name Microsoft.ActionCenter`],
] as const)('%s on build %s opens %s', async (page, number, target) => {
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

test('a page that nobody opens is tried by the next way, and said where there is none left', async () => {
  const tried: string[] = [];
  const system = {
    ...capturedWindows(machineOf('home-pc.json')),
    open: async (target: string) => {
      tried.push(target);
      return refusal('failed', 'ShellExecuteW: 31');
    },
  };
  expect(await windowsSettingsPages(system).openSettings('antivirus')).toBe(false);
  expect(tried).toEqual(['windowsdefender://threat', `${system32}\\control.exe`]);
});
