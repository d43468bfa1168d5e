import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sourceFiles } from './source-files.ts';

const files = sourceFiles();
const root = new URL('../../', import.meta.url);

test('no file is longer than three pages', () => {
  const long = files.filter((file) => file.text.split('\n').length > 300);
  expect(long.map((file) => file.path)).toEqual([]);
});

test('no stylesheet, test or tool is longer either', () => {
  const written = ['src', 'electron', 'test', 'tools'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(css|ts|mjs|cjs|py|sh)$/.test(name) && !name.startsWith('fixtures/'))
      .map((name) => `${folder}/${name}`),
  );
  const isLong = (path: string) => readFileSync(new URL(path, root), 'utf8').split('\n').length > 300;
  expect(written.filter(isLong)).toEqual([]);
});

test('files and folders are named in kebab-case, and no folder is a catch-all', () => {
  const segments = files.flatMap((file) => file.path.split('/').slice(1));
  const odd = segments.filter((name) => !/^([a-z0-9]+(-[a-z0-9]+)*)(\.tsx?)?$|^zh-CN$/.test(name));
  expect(odd).toEqual([]);
  expect(segments.filter((name) => /^(shared|utils?|common|helpers|misc)$/.test(name))).toEqual([]);
});

test('no file only hands on what others export', () => {
  const barrels = files.filter((file) => /^export (\*|\{[^}]*\}) from /m.test(file.text));
  expect(barrels.map((file) => file.path)).toEqual([]);
});

test('every folder of the source says what lives in it', () => {
  const folders = readdirSync(new URL('src/', root), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  for (const folder of folders)
    expect(readdirSync(new URL(`src/${folder.name}/`, root)), folder.name).toContain('README.md');
});

test('the root stays short', () => {
  const allowed = new Set([
    'assets',
    'docs',
    'electron',
    'src',
    'test',
    'tools',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'electron-builder.yml',
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    // Made by commands and ignored by git.
    'node_modules',
    'dist',
    'release',
    'test-results',
  ]);
  const extra = readdirSync(root).filter((name) => !name.startsWith('.') && !allowed.has(name));
  expect(extra).toEqual([]);
});
