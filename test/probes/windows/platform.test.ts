import { expect, test } from 'vitest';
import { windowsPlatform } from '../../../src/probes/windows/platform.ts';
import type { WatchedKey } from '../../../src/probes/windows/system.ts';
import { homePcWith } from './machines.ts';

test('the keys that the facts are read from are watched, until it is stopped', () => {
  const watched: WatchedKey[] = [];
  let stopped = false;
  let changes = 0;
  const platform = windowsPlatform({
    ...homePcWith({}),
    watchRegistry: (keys, onChange) => {
      watched.push(...keys);
      onChange();
      return () => {
        stopped = true;
      };
    },
  });
  const stop = platform.watchSettings(() => changes++);
  expect(changes).toBe(1);
  expect(watched.map(({ hive, key }) => `${hive}\\${key}`)).toEqual(
    expect.arrayContaining([
      'HKCU\\Control Panel\\Desktop',
      'HKCU\\Software\\Policies\\Microsoft\\Windows\\Control Panel\\Desktop',
      'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System',
      'HKLM\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Shares',
    ]),
  );
  stop();
  expect(stopped).toBe(true);
  expect(platform.watchedFiles()).toEqual([]);
});

test('each fact is read by one probe at most', () => {
  const facts = windowsPlatform(homePcWith({})).probes.map((probe) => probe.fact);
  expect(new Set(facts).size).toBe(facts.length);
});
