import { beforeAll, expect, test } from 'vitest';
import { readFacts } from '../../../src/probes/read-facts.ts';
import { windowsPlatform } from '../../../src/probes/windows/platform.ts';
import type { Hive, Registry, WindowsSystem } from '../../../src/probes/windows/system.ts';
import { watchedKeys } from '../../../src/probes/windows/watched-keys.ts';
import { capturedWindows } from './captured-machine.ts';
import { allMachines } from './machines.ts';

/** One event is the stop's: WaitForMultipleObjects takes 64 (MAXIMUM_WAIT_OBJECTS). */
const mostWatched = 63;

/** Keys that facts are read from and nobody watches; `\\*`: nor those below. The scan on schedule sees what changes there. */
const unwatchedKeys: Readonly<Record<string, string>> = {
  'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion':
    'build, revision and system folder change with a restart only; below it Windows writes all the time',
  'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\Packages\\*':
    'an update writes thousands of keys for minutes, and is in force after a restart only',
  'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update\\RebootRequired':
    'a restart that waits fails nobody for weeks; the restart itself starts the agent anew',
  'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\RebootPending':
    'a restart that waits fails nobody for weeks; the restart itself starts the agent anew',
  'HKLM\\SOFTWARE\\Microsoft\\WindowsUpdate\\UX\\Settings': 'a pause explains a verdict, and changes none',
  'HKLM\\SOFTWARE\\Microsoft\\Windows Defender':
    'PassiveMode changes as another product comes or goes, which Provider\\Av tells; below it Defender writes all the time',
  'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}\\*':
    'which driver an adapter has does not change; that one is connected no key tells',
  'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication\\LogonUI\\*':
    'names of accounts, written at each sign-in and lock; who has signed in is in ProfileList',
  'HKLM\\SYSTEM\\CurrentControlSet\\Services':
    'which account a service runs as is set once; below it Windows writes all the time',
  'HKLM\\SYSTEM\\CurrentControlSet\\Enum\\*': 'which driver a device has does not change',
  'HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders':
    'where everybody’s menu and desktop lie is set once',
  'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders':
    'where the menu and the desktop lie is set once, and that a shortcut comes no key tells',
  'HKU\\': 'whose profile is loaded: ProfileList tells when that changes',
  'HKLM\\HARDWARE\\DESCRIPTION\\System\\CentralProcessor\\0':
    'what the computer is built of: written at its start',
  'HKLM\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ActiveComputerName':
    'a new name holds from the next start on',
};

/** What is asked of Windows beside the registry: which key tells of a change, or why none does. */
const otherSources: Readonly<Record<string, string>> = {
  screenSaver: 'kept in Control Panel\\Desktop',
  powerCapabilities: 'what the computer is built of',
  powerSetting: 'kept in Power\\User\\PowerSchemes',
  tokenUser: 'the same for the life of the program',
  localUser: 'in SAM, which is closed to users',
  localAccounts: 'in SAM, which is closed to users',
  internetIdentity: 'in SAM, which is closed to users',
  logonSession: 'told at the sign-in',
  domainJoined: 'changes with a restart only',
  securityProducts: 'kept in Security Center\\Provider',
  securityHealth: 'made of what is in Security Center\\Provider',
  updateDates: 'days old, and asked for a few times a day',
  newestEvent: 'Defender writes LastScanRun with it; that a backup was finished no key tells',
  services: 'only the service manager knows which run',
  processNames: 'programs come and go all the time',
  networkShares: 'those that last are in LanmanServer\\Shares; one until the next start is in none',
  drives: 'no key tells when a drive comes',
  storageNodes: 'the class driver counts its disks in Services\\disk\\Enum; that a disc comes no key tells',
  storageDevice: 'the same for the life of a drive',
  diskIdentity: 'the same for the life of a disk; that one comes or goes Services\\disk\\Enum tells',
  bitLocker: 'no key tells of it',
  networkAdapters: 'no key tells; the shell scans when the network comes back',
  wideRoutes: 'no key tells; the shell scans when the network comes back',
  fileExists: 'a file; what matters of it stands in the registry beside it',
  filesIn: 'a folder; an installer that makes a shortcut writes its Uninstall key, too',
  smbios: 'what the computer is built of: written by the firmware at its start',
  backupPlace: 'a folder that policy names, looked at on schedule',
};

const readKeys = new Set<string>();
const asked = new Set<string>();

function noting(system: WindowsSystem): WindowsSystem {
  const note = (hive: Hive, key: string): void => void readKeys.add(`${hive}\\${key}`);
  const registry = new Proxy(system.registry, {
    get:
      (real, name) =>
      (hive: Hive, key: string, ...rest: unknown[]) => {
        note(hive, key);
        const method = real[name as keyof Registry] as (...args: unknown[]) => unknown;
        return method(hive, key, ...rest);
      },
  });
  return new Proxy(
    { ...system, registry },
    {
      get(real, name) {
        const member = real[name as keyof WindowsSystem];
        if (typeof member === 'function') asked.add(String(name));
        return member;
      },
    },
  );
}

beforeAll(async () => {
  for (const { machine } of allMachines())
    await readFacts(windowsPlatform(noting(capturedWindows(machine)), () => new Date(machine.at)).probes);
});

const isIn = (key: string, place: string): boolean =>
  `${key}\\`.toLowerCase().startsWith(`${place}\\`.toLowerCase());
const isExcused = (key: string, place: string): boolean =>
  place.endsWith('\\*') ? isIn(key, place.slice(0, -2)) : key.toLowerCase() === place.toLowerCase();
const names = watchedKeys.map(({ hive, key }) => `${hive}\\${key}`);
const excused = Object.keys(unwatchedKeys);

test('every key that a fact is read from is watched, or it is said why not', () => {
  expect(readKeys.size).toBeGreaterThan(50);
  const untold = [...readKeys].filter((key) => !names.some((place) => isIn(key, place)));
  expect(untold.filter((key) => !excused.some((place) => isExcused(key, place)))).toEqual([]);
});

test('every other source of a fact has its key, or it is said why none tells', () => {
  expect([...asked].filter((name) => !(name in otherSources))).toEqual([]);
});

test('nothing is watched, and no reason kept, that no fact is read from', () => {
  const keys = [...readKeys];
  // Windows reads the schemes itself, when it is asked for a setting, and keeps its disks apart from their number.
  const watched = names.filter((place) => !/\\(PowerSchemes|disk\\Enum)$/.test(place));
  expect(watched.filter((place) => !keys.some((key) => isIn(key, place)))).toEqual([]);
  expect(excused.filter((place) => !keys.some((key) => isExcused(key, place)))).toEqual([]);
});

test('one wait has room for all of them', () => {
  expect(watchedKeys.length).toBeLessThanOrEqual(mostWatched);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
});
