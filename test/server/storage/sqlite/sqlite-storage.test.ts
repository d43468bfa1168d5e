import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Database } from '../../../../src/server/storage/sqlite/database.ts';
import { openSqliteStorage } from '../../../../src/server/storage/sqlite/sqlite-storage.ts';
import { StorageUnavailable } from '../../../../src/server/storage/storage.ts';
import { storageContract } from '../../../contract/storage.ts';

storageContract('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'deskward-storage-'));
  return {
    open: async () => openSqliteStorage(join(folder, 'deskward.sqlite')),
    remove: () => rm(folder, { recursive: true }),
  };
});

test('a commit is on the disk before it is acknowledged, and references are held', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'deskward-storage-'));
  const database = new Database(join(folder, 'a.sqlite'));
  expect(database.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
  // 2 is FULL: https://sqlite.org/pragma.html#pragma_synchronous
  expect(database.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
  expect(database.get('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1 });
  database.close();
  await rm(folder, { recursive: true });
});

test('a folder that does not exist is said to be unavailable', () => {
  expect(() => openSqliteStorage('/nonexistent/deskward.sqlite')).toThrow(StorageUnavailable);
});
