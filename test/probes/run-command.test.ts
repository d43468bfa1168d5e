import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand, startProgram } from '../../src/probes/run-command.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'deskward-run-'));

test('a command answers with its exit code and its words, in the C locale', async () => {
  const result = await runCommand('/bin/sh', ['-c', 'echo "$LC_ALL"; echo no >&2; exit 3']);
  expect(result).toEqual({ ok: true, code: 3, stdout: 'C\n', stderr: 'no\n' });
});

test('arguments are a list and never a shell line', async () => {
  expect(await runCommand('/bin/echo', ['a b', '$HOME; false'])).toMatchObject({
    stdout: 'a b $HOME; false\n',
  });
});

test('what cannot run says why', async () => {
  const plain = join(folder(), 'plain');
  writeFileSync(plain, '', { mode: 0o644 });
  expect(await runCommand('/nonexistent/program', [])).toEqual({ ok: false, reason: 'missing' });
  expect(await runCommand(plain, [])).toEqual({ ok: false, reason: 'denied' });
  expect(await runCommand('/bin/sleep', ['60'], { timeoutMs: 20 })).toEqual({
    ok: false,
    reason: 'timed-out',
  });
  const endless = await runCommand('/bin/cat', ['/dev/zero'], { maxOutput: 1000 });
  expect(endless).toEqual({ ok: false, reason: 'too-much-output' });
  const abort = AbortSignal.abort();
  expect(await runCommand('/bin/sleep', ['60'], { signal: abort })).toEqual({
    ok: false,
    reason: 'timed-out',
  });
});

test('a path that is looked up somewhere is a bug of the caller', () => {
  expect(() => runCommand('sh', [])).toThrow('absolute');
  expect(() => startProgram('sh', [])).toThrow('absolute');
});

test('a program that cannot be started is said', async () => {
  expect(await startProgram('/nonexistent/program', [])).toBe(false);
});

test('a started program outlives the one that started it', async () => {
  const mark = join(folder(), 'mark');
  // Waits until its parent is gone, then leaves the mark.
  const orphan = 'parent=$PPID; while kill -0 "$parent" 2>/dev/null; do sleep 0.02; done; touch "$0"';
  const starter = `import { startProgram } from './src/probes/run-command.ts';
    console.log(await startProgram('/bin/sh', ['-c', ${JSON.stringify(orphan)}, ${JSON.stringify(mark)}]));`;
  const bundle = execFileSync(
    'node_modules/.bin/esbuild',
    ['--bundle', '--platform=node', '--format=esm', '--loader=ts', '--sourcefile=starter.ts'],
    { input: starter, encoding: 'utf8' },
  );
  const child = spawn(process.execPath, ['--input-type=module', '-e', bundle], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [[code], said] = await Promise.all([once(child, 'exit'), child.stdout.setEncoding('utf8').toArray()]);
  expect([code, said.join('')]).toEqual([0, 'true\n']);
  await expect.poll(() => existsSync(mark), { timeout: 30_000 }).toBe(true);
});
