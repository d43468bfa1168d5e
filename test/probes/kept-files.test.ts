import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { KeptFiles } from '../../src/probes/kept-files.ts';
import { bytesInUse } from '../bytes-in-use.ts';

function folderWith(files: Readonly<Record<string, string>>): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'deskward-kept-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return (name) => join(folder, name);
}

function reader() {
  const made: string[] = [];
  const kept = new KeptFiles((bytes) => {
    const text = bytes.toString();
    made.push(text);
    return text;
  });
  return { kept, made };
}

test('a file is read again when it was written to or replaced, and not otherwise', async () => {
  const path = folderWith({ one: 'a', two: 'b' });
  const { kept, made } = reader();
  const paths = [path('one'), path('two')];
  const both = await kept.read(paths);
  expect(both).toEqual([
    { path: paths[0], ok: true, value: 'a' },
    { path: paths[1], ok: true, value: 'b' },
  ]);
  expect(await kept.read(paths)).toEqual(both);
  expect(made.toSorted()).toEqual(['a', 'b']);
  appendFileSync(path('one'), 'A');
  writeFileSync(path('new'), 'B');
  renameSync(path('new'), path('two'));
  expect((await kept.read(paths)).map((file) => file.ok && file.value)).toEqual(['aA', 'B']);
});

test('a file that is not there is no answer; one that cannot be read is one, each time', async () => {
  const path = folderWith({});
  const { kept } = reader();
  const paths = [path('missing'), path('.')];
  const unread = [{ path: paths[1], ok: false, detail: 'EISDIR' }];
  expect(await kept.read(paths)).toEqual(unread);
  expect(await kept.read(paths)).toEqual(unread);
});

test('what was not asked for last time is forgotten', async () => {
  const path = folderWith({ one: 'a' });
  const { kept, made } = reader();
  await kept.read([path('one')]);
  await kept.read([]);
  await kept.read([path('one')]);
  expect(made).toEqual(['a', 'a']);
});

test('a few words of a large file do not keep the file in memory', async () => {
  const path = folderWith({ large: 'a word of it '.repeat(2_000_000) });
  const kept = new KeptFiles((bytes) => bytes.toString('latin1').slice(2, 20));
  const before = await bytesInUse();
  expect((await kept.read([path('large')]))[0]).toMatchObject({ ok: true, value: 'word of it a word ' });
  expect((await bytesInUse()) - before).toBeLessThan(10_000_000);
});
