import { isAbsolute } from 'node:path';
import { expect, test } from 'vitest';
import { factNames, facts, observedFacts } from '../../../src/facts/registry.ts';
import { linuxPlatform } from '../../../src/probes/linux/platform.ts';
import { thisSystem } from '../../../src/probes/linux/system.ts';
import { readFacts } from '../../../src/probes/read-facts.ts';

test('this very machine is read: each fact is known in its shape, or unknown with a reason', async () => {
  const readings = await readFacts(linuxPlatform().probes);
  for (const [name, reading] of Object.entries(readings)) {
    const fact = facts[name as keyof typeof facts];
    if (reading.state === 'known') fact.value.parse(reading.value);
    else expect(reading.reason).toBeTruthy();
  }
  expect([...Object.keys(readings), ...observedFacts].sort()).toEqual([...factNames].sort());
});

test('a second scan of an unchanged machine starts no child process', async () => {
  const here = thisSystem();
  const started: string[] = [];
  const { probes } = linuxPlatform({
    ...here,
    run: (path, ...rest) => {
      started.push(path);
      return here.run(path, ...rest);
    },
  });
  await readFacts(probes);
  started.length = 0;
  await readFacts(probes);
  expect(started).toEqual([]);
});

test('what is watched is named in full', () => {
  const files = linuxPlatform().watchedFiles();
  expect(files.every(isAbsolute)).toBe(true);
  expect(files).toEqual(expect.arrayContaining(['/etc/shadow', '/etc/samba/smb.conf', '/var/lib/clamav']));
});
