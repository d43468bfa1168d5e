import { isAbsolute } from 'node:path';
import { expect, test } from 'vitest';
import { factNames, observedFacts } from '../../../src/facts/registry.ts';
import { macosPlatform } from '../../../src/probes/macos/platform.ts';
import { thisMac } from '../../../src/probes/macos/system.ts';
import { readFacts } from '../../../src/probes/read-facts.ts';
import { capturedMac } from './captured-mac.ts';

test('on a system that is no Mac every fact is unknown, with a reason, but for who asks; and no backup left a trace', async () => {
  const readings = await readFacts(macosPlatform(capturedMac({ commands: {} })).probes);
  expect([...Object.keys(readings), ...observedFacts].sort()).toEqual([...factNames].sort());
  const { backup, 'assigned-user': people, ...rest } = readings;
  for (const [fact, reading] of Object.entries(rest))
    expect(reading, fact).toMatchObject({ state: 'unknown', reason: 'missing-source' });
  // Whose program this is, it knows by itself; who else signed in, it does not.
  expect(people).toMatchObject({ value: { people: [{ now: true }], unread: [{ source: 'last -y' }] } });
  // Without its settings Time Machine was never set up; whether the company backs up from afar, no Mac tells.
  expect(backup).toMatchObject({ value: { backups: [], unread: [] } });
});

test('programs are named by their full path, and files too', async () => {
  const mac = capturedMac({ commands: {} });
  const platform = macosPlatform(mac);
  await readFacts(platform.probes);
  expect(mac.started.length).toBeGreaterThan(5);
  expect(mac.started.every(isAbsolute)).toBe(true);
  const files = macosPlatform({ ...mac, root: '/' }).watchedFiles();
  expect(files.every(isAbsolute)).toBe(true);
  expect(new Set(files).size).toBe(files.length);
});

test('this computer has a user, a home and a calendar', () => {
  const mac = thisMac();
  expect(mac.userName).not.toBe('');
  expect(isAbsolute(mac.home)).toBe(true);
  expect(() => new Intl.DateTimeFormat('en', { timeZone: mac.timeZone })).not.toThrow();
});
