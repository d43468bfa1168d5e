import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runCommand } from '../../src/probes/run-command.ts';

async function script(text: string, mode = 0o755): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'deskward-command-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'program');
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, mode);
  return path;
}

test('any exit code is an answer, with both outputs', async () => {
  const path = await script('echo out; echo err >&2; exit 3');
  expect(await runCommand(path, [])).toEqual({ ok: true, code: 3, stdout: 'out\n', stderr: 'err\n' });
});

test('arguments arrive as they are: no shell reads them', async () => {
  const path = await script('printf "%s|" "$@"');
  const args = ['a b', '$HOME', '; exit 9', '*', ''];
  expect(await runCommand(path, args)).toMatchObject({ ok: true, code: 0, stdout: 'a b|$HOME|; exit 9|*||' });
});

test('whatever the user’s language, the program speaks the C locale', async () => {
  const path = await script('echo "$LC_ALL $LANGUAGE"');
  expect(await runCommand(path, [], { env: { LC_ALL: 'zh_CN.UTF-8' } })).toMatchObject({ stdout: 'C C\n' });
});

test('a program that is not there is missing, one that may not run is denied', async () => {
  expect(await runCommand('/nowhere/program', [])).toEqual({ ok: false, reason: 'missing' });
  expect(await runCommand(await script('', 0o644), [])).toEqual({ ok: false, reason: 'denied' });
});

test('a program that hangs is ended, even one that ignores being asked to', async () => {
  const path = await script("trap '' TERM; while :; do read -r _ < /dev/zero; done");
  expect(await runCommand(path, [], { timeoutMs: 50 })).toEqual({ ok: false, reason: 'timed-out' });
});

test('an aborted scan ends its program', async () => {
  const path = await script('exec sleep 600');
  expect(await runCommand(path, [], { signal: AbortSignal.timeout(50) })).toEqual({
    ok: false,
    reason: 'timed-out',
  });
});

test('a flood of output is cut off', async () => {
  const path = await script('while :; do echo flood; done');
  expect(await runCommand(path, [], { maxOutput: 1000 })).toEqual({ ok: false, reason: 'too-much-output' });
});

test('a program that a signal ended has given no answer', async () => {
  expect(await runCommand(await script('kill -SEGV $$'), [])).toEqual({ ok: false, reason: 'failed' });
});

test('a path that is not absolute is a bug of the caller', () => {
  expect(() => runCommand('passwd', ['-S'])).toThrow('absolute path');
});
