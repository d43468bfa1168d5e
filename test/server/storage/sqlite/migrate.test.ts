import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Database } from '../../../../src/server/storage/sqlite/database.ts';
import { migrate } from '../../../../src/server/storage/sqlite/migrate.ts';
import { migrations } from '../../../../src/server/storage/sqlite/migrations.ts';

let folder: string;
let database: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deskward-migrate-'));
  database = new Database(join(folder, 'a.sqlite'));
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const schema = () => database.all('SELECT name, sql FROM sqlite_schema ORDER BY name');
const next = (migrations.at(-1)?.number ?? 0) + 1;

test('the numbers of the steps grow by one', () => {
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
});

test('migrating twice is migrating once', () => {
  migrate(database, migrations, 1);
  const before = schema();
  migrate(database, migrations, 2);
  expect(schema()).toEqual(before);
});

test('a step that fails leaves nothing behind, and the file works on', () => {
  migrate(database, migrations, 1);
  const before = schema();
  const broken = {
    number: next,
    name: 'broken',
    sql: 'CREATE TABLE half (a); INSERT INTO half VALUES (1); NONSENSE;',
  };
  expect(() => migrate(database, [...migrations, broken], 2)).toThrow(/syntax error/);
  expect(schema()).toEqual(before);
  migrate(
    database,
    [
      ...migrations,
      { number: next, name: 'mended', sql: 'CREATE TABLE whole (a) STRICT;'.replace('(a)', '(a TEXT)') },
    ],
    3,
  );
  expect(database.get('SELECT name FROM migrations WHERE number = ?', next)).toEqual({ name: 'mended' });
});

test('a file of a later version is refused and not touched', () => {
  migrate(
    database,
    [...migrations, { number: next, name: 'later', sql: 'CREATE TABLE later (a TEXT) STRICT;' }],
    1,
  );
  const before = schema();
  expect(() => migrate(database, migrations, 2)).toThrow(/later version/);
  expect(schema()).toEqual(before);
});

test('every table is strict', () => {
  migrate(database, migrations, 1);
  const loose = database.all(
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
  );
  expect(loose).toEqual([]);
});
