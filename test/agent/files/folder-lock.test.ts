import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isFolderHeld, lockFolder } from '../../../src/agent/files/folder-lock.ts';
import { keptLog } from '../kept-log.ts';
import { temporaryFolder } from '../temporary-folder.ts';

function holdLike(folder: string, changes: Record<string, unknown>): void {
  const path = join(folder, 'agent.lock');
  const first = lockFolder(folder, keptLog());
  if (!first.ok) throw new Error('already locked');
  const held = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  first.release();
  writeFileSync(path, JSON.stringify({ ...held, ...changes }));
}

test('a second one is told who holds the folder, until it is released', () => {
  const folder = temporaryFolder();
  const first = lockFolder(folder, keptLog());
  expect(lockFolder(folder, keptLog())).toEqual({ ok: false, pid: process.pid });
  expect(isFolderHeld(folder)).toBe(true);
  if (first.ok) first.release();
  expect(isFolderHeld(folder)).toBe(false);
  expect(lockFolder(folder, keptLog()).ok).toBe(true);
});

test('the lock of a process that was killed does not count', async () => {
  const folder = temporaryFolder();
  const child = spawn('/bin/true');
  await once(child, 'exit');
  holdLike(folder, { pid: child.pid });
  expect(isFolderHeld(folder)).toBe(false);
  expect(lockFolder(folder, keptLog()).ok).toBe(true);
});

test('another process that has got the same number is not taken for the holder', () => {
  const folder = temporaryFolder();
  holdLike(folder, { started: '1' });
  expect(lockFolder(folder, keptLog()).ok).toBe(true);
});

test('a lock from before the computer was started anew does not count', () => {
  const folder = temporaryFolder();
  holdLike(folder, { uptime: 1e12 });
  expect(lockFolder(folder, keptLog()).ok).toBe(true);
});

test('a lock file of rubbish does not keep the agent from starting', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'agent.lock'), 'rubbish');
  expect(lockFolder(folder, keptLog()).ok).toBe(true);
});
