import { expect, test } from 'vitest';
import {
  type LaunchItem,
  type RunEntry,
  runEntry,
  startWithWindows,
} from '../../../electron/autostart/windows.ts';

const here = 'C:\\Program Files\\Deskward\\Deskward.exe';
const own: LaunchItem = { name: 'Deskward', path: here, scope: 'user', enabled: true };
const wanted = { openAtLogin: true, name: 'Deskward', path: here };

test.each<[string, boolean, LaunchItem[], RunEntry | null]>([
  ['an entry is made where there is none', true, [], wanted],
  ['an entry that is there is left alone', true, [own], null],
  [
    'the path is compared as Windows does, whatever its case',
    true,
    [{ ...own, path: here.toUpperCase() }],
    null,
  ],
  [
    'an entry of an installation that has moved is set right',
    true,
    [{ ...own, path: 'D:\\old.exe' }],
    wanted,
  ],
  ['one that the user switched off in Task Manager is left alone', true, [{ ...own, enabled: false }], null],
  [
    'and so is one of a moved installation that the user switched off',
    true,
    [{ ...own, enabled: false, path: 'D:\\old.exe' }],
    null,
  ],
  ['an entry of the same name for all users is not ours', true, [{ ...own, scope: 'machine' }], wanted],
  ['another program’s entry is not ours', true, [{ ...own, name: 'Other' }], wanted],
  ['an entry is removed when it is no longer wanted', false, [own], { ...wanted, openAtLogin: false }],
  ['without an entry there is nothing to remove', false, [], null],
])('%s', (_name, enabled, items, expected) => {
  expect(runEntry(enabled, items, here)).toEqual(expected);
});

test('Windows is told only when something has to change', () => {
  const told: unknown[] = [];
  const app = {
    getLoginItemSettings: () => ({ launchItems: [{ ...own, path: process.execPath, args: [] }] }) as never,
    setLoginItemSettings: (settings: unknown) => told.push(settings),
  };
  startWithWindows(app, true);
  expect(told).toEqual([]);
  startWithWindows(app, false);
  expect(told).toEqual([{ openAtLogin: false, name: 'Deskward', path: process.execPath }]);
});
