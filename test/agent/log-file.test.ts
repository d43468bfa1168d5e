import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { logFile, readLogTail } from '../../src/agent/log-file.ts';
import { temporaryFolder } from './temporary-folder.ts';

function folderWithLogs(): string {
  const folder = temporaryFolder();
  mkdirSync(dirname(logFile(folder)));
  return folder;
}

test('the end of the log is read over a change of files, the oldest line first', async () => {
  const folder = folderWithLogs();
  writeFileSync(join(folder, 'logs', 'agent.old.log'), 'first\nsecond\n');
  writeFileSync(logFile(folder), 'third\n');
  appendFileSync(logFile(folder), 'fourth\n');
  expect(await readLogTail(folder)).toEqual(['first', 'second', 'third', 'fourth']);
});

test('of a long log whole lines are read, the newest, none of them without end', async () => {
  const folder = folderWithLogs();
  const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index}`);
  writeFileSync(logFile(folder), [...lines, 'x'.repeat(9000)].join('\n'));
  const read = await readLogTail(folder);
  expect(read).toHaveLength(600);
  expect(read.at(-2)).toBe('line 19999');
  expect(read[0]).toMatch(/^line \d+$/);
  expect(read.at(-1)).toHaveLength(2000);
});

test('where there is no log there are no lines; one that can’t be read says so', async () => {
  const folder = folderWithLogs();
  expect(await readLogTail(folder)).toEqual([]);
  mkdirSync(logFile(folder));
  expect((await readLogTail(folder)).join()).toContain('could not be read: EISDIR');
});
