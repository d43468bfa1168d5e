import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

function npmRun(args: readonly string[], cwd: string = root) {
  const command = ['--prefix', root, 'run', '--silent', ...args];
  return spawnSync('npm', command, { cwd, encoding: 'utf8' });
}

test('standard output is the command’s own: JSON that a program can read', () => {
  const { stdout, status } = npmRun(['deskward', '--', 'rules', '--json']);

  expect(status).toBe(0);
  expect(JSON.stringify(JSON.parse(stdout))).toContain('screen-lock');
});

test('its exit code is ours', () => {
  expect(npmRun(['deskward', '--', 'no-such-command']).status).toBe(2);
  expect(npmRun(['deskward-server', '--', 'no-such-command']).status).toBe(2);
});

test('a path on the command line is relative to where the person is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'deskward-policy-'));
  writeFileSync(join(folder, 'policy.json'), '{ "version": "one" }');

  const { stderr, status } = npmRun(['deskward', '--', 'scan', '--policy', 'policy.json'], folder);
  rmSync(folder, { recursive: true });

  expect(status).toBe(2);
  expect(stderr).toMatch(/version/);
});
