import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runCommand } from '../../src/probes/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'deskward-run-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('an exit code is an answer, with both outputs', async () => {
  expect(await runCommand('/bin/sh', ['-c', 'echo out; echo err >&2; exit 3'])).toEqual({
    ok: true,
    code: 3,
    stdout: 'out\n',
    stderr: 'err\n',
  });
});

test('arguments reach the program as they are, past no shell', async () => {
  const odd = '$(id); `id` "x" *';
  expect(await runCommand('/bin/echo', [odd])).toMatchObject({ ok: true, stdout: `${odd}\n` });
});

test('the program speaks the C locale, whatever the user speaks', async () => {
  const env = { LANGUAGE: 'zh_CN', LC_ALL: 'zh_CN.UTF-8' };
  const result = await runCommand('/bin/sh', ['-c', 'echo $LC_ALL $LANGUAGE'], { env });
  expect(result).toMatchObject({ ok: true, stdout: 'C C\n' });
});

test('a program that is not there is missing', async () => {
  expect(await runCommand('/nonexistent/program', [])).toEqual({ ok: false, reason: 'missing' });
});

test('a file that is no program is denied', async () => {
  const path = join(folder, 'plain');
  writeFileSync(path, 'echo\n');
  chmodSync(path, 0o600);
  expect(await runCommand(path, [])).toEqual({ ok: false, reason: 'denied' });
});

test('a program that hangs is ended', async () => {
  expect(await runCommand('/bin/sleep', ['3600'], { timeoutMs: 20 })).toEqual({
    ok: false,
    reason: 'timed-out',
  });
});

test('a program that its caller gives up is ended', async () => {
  const abort = new AbortController();
  const result = runCommand('/bin/sleep', ['3600'], { signal: abort.signal, timeoutMs: 60_000 });
  abort.abort();
  expect(await result).toEqual({ ok: false, reason: 'timed-out' });
});

test('more output than agreed is no answer', async () => {
  const result = await runCommand('/bin/sh', ['-c', 'yes'], { maxOutput: 1000 });
  expect(result).toEqual({ ok: false, reason: 'too-much-output' });
});

test('a path that is looked up is a bug of the caller', () => {
  expect(() => runCommand('echo', [])).toThrow('absolute path');
});
