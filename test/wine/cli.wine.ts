import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runProgram } from './ask.ts';
import { bareWine } from './scenario.ts';

const deskward = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runProgram('cli/deskward.js', args, { ...bareWine, env });

test('the rules are told', () => {
  const { status, stdout } = deskward(['rules', '--json']);
  assert.equal(status, 0);
  assert.ok((JSON.parse(stdout) as unknown[]).length >= 4);
});

test('what is not understood ends with 2 and says how it is done', () => {
  const { status, stdout, stderr } = deskward(['scam']);
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /scam/);
});

test('the status is told from the folder of this user, and makes none', () => {
  const { APPDATA = '' } = process.env;
  const { status, stdout } = deskward(['status', '--json']);
  assert.equal(status, 0);
  const { folder, running } = JSON.parse(stdout) as { folder: string; running: boolean };
  assert.deepEqual([folder, running], [join(APPDATA, 'Deskward'), false]);
  assert.equal(existsSync(folder), false);
});

test('a folder with a name in Chinese and a space is one like any other', () => {
  const home = join(mkdtempSync(join(tmpdir(), 'deskward-test-')), '工位 卫士');
  const { stdout } = deskward(['status', '--json'], { DESKWARD_HOME: home });
  assert.equal((JSON.parse(stdout) as { folder: string }).folder, join(home, 'agent'));
  rmSync(join(home, '..'), { recursive: true });
});
