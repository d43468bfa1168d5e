import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { watchFiles } from '../../../src/agent/files/watch-files.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Watches, and lets a test wait for the next change that is told. */
function watching(...files: string[]): { told(): Promise<void>; readonly count: number } {
  let count = 0;
  let waiting: (() => void)[] = [];
  const stop = watchFiles(files, () => {
    count += 1;
    const all = waiting;
    waiting = [];
    for (const resolve of all) resolve();
  });
  onTestFinished(stop);
  return {
    told: () => new Promise((resolve) => waiting.push(resolve)),
    get count() {
      return count;
    },
  };
}

test('a file that is replaced again and again is told each time', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'user');
  writeFileSync(file, '0');
  const watch = watching(file);
  for (let round = 1; round <= 3; round += 1) {
    const told = watch.told();
    writeFileSync(`${file}.new`, String(round));
    renameSync(`${file}.new`, file);
    await told;
  }
});

test('folders that come later are followed down to the file', async () => {
  const folder = temporaryFolder();
  const watch = watching(join(folder, 'a', 'b', 'c', 'file'));
  let told = watch.told();
  mkdirSync(join(folder, 'a', 'b'), { recursive: true });
  await told;
  told = watch.told();
  mkdirSync(join(folder, 'a', 'b', 'c'));
  await told;
  told = watch.told();
  writeFileSync(join(folder, 'a', 'b', 'c', 'file'), 'x');
  await told;
});

test('a folder that is taken away and made anew is watched again', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'sub', 'file');
  mkdirSync(join(folder, 'sub'));
  writeFileSync(file, 'x');
  const watch = watching(file);
  let told = watch.told();
  rmSync(join(folder, 'sub'), { recursive: true });
  await told;
  told = watch.told();
  mkdirSync(join(folder, 'sub'));
  await told;
  told = watch.told();
  writeFileSync(file, 'y');
  await told;
});

test('of a folder in the list everything in it counts', async () => {
  const folder = temporaryFolder();
  const watch = watching(folder);
  const told = watch.told();
  writeFileSync(join(folder, 'any-share'), 'x');
  await told;
});

test('a burst is told once, and other files of the folder are not told', async () => {
  const folder = temporaryFolder();
  const watch = watching(join(folder, 'wanted'));
  writeFileSync(join(folder, 'other'), 'x');
  const told = watch.told();
  for (let round = 0; round < 50; round += 1) writeFileSync(join(folder, 'wanted'), String(round));
  await told;
  expect(watch.count).toBe(1);
});

test('a path that nobody may look into is no trouble', () => {
  const stop = watchFiles(['/proc/1/nowhere/at/all', '/nowhere/file'], () => undefined);
  expect(stop).not.toThrow();
});
