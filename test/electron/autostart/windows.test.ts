import { expect, test } from 'vitest';
import {
  type LaunchItem,
  type RunEntry,
  runEntry,
  startWithWindows,
} from '../../../electron/autostart/windows.ts';

const program = '"C:\\Program Files\\Deskward\\Deskward.exe"';
const own: LaunchItem = { name: 'Deskward', scope: 'user' };
const entry = { openAtLogin: true, name: 'Deskward', path: program };

test.each<[string, boolean, LaunchItem[], RunEntry | null]>([
  ['an entry is made where there is none', true, [], entry],
  [
    'an entry that is there is left alone, also one that the user switched off in Task Manager',
    true,
    [own],
    null,
  ],
  ['an entry of the same name for all users is not ours', true, [{ ...own, scope: 'machine' }], entry],
  ['another entry that starts this program is not ours', true, [{ ...own, name: 'Other' }], entry],
  ['an entry is removed when it is no longer wanted', false, [own], { ...entry, openAtLogin: false }],
  ['without an entry there is nothing to remove', false, [], null],
])('%s', (_name, wanted, items, expected) => {
  expect(runEntry(wanted, items, program)).toEqual(expected);
});

/** Electron reads a path as a command line: up to the first space, unless it is quoted (electron/electron#53911). */
function programOf(commandLine: string): string {
  const [, quoted, bare] = commandLine.match(/^"([^"]*)"|^(\S+)/) ?? [];
  return quoted ?? bare ?? '';
}

test('the entry is found again at the next start, and set only once, whatever the path', () => {
  const executable = 'C:\\Program Files\\Deskward\\Deskward.exe';
  const told: RunEntry[] = [];
  const app = {
    getLoginItemSettings: ({ path }: { path: string }) => ({
      // The entry itself is always written in quotes.
      launchItems: told.length > 0 && programOf(path) === executable ? [own] : [],
    }),
    setLoginItemSettings: (settings: RunEntry) => told.push(settings),
  };
  startWithWindows(app as never, true, executable);
  startWithWindows(app as never, true, executable);
  expect(told).toEqual([{ openAtLogin: true, name: 'Deskward', path: program }]);
});
