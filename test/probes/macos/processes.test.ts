import { expect, test } from 'vitest';
import { isRunning, listProcesses } from '../../../src/probes/macos/processes.ts';
import { type CapturedMac, capturedMac, notAborted } from './captured-mac.ts';

const list = (output: CapturedMac['commands'][string]) =>
  listProcesses(capturedMac({ commands: { '/bin/ps -axww -o comm=': output } }), notAborted);

test('programs by the last part of their path, whole', async () => {
  const processes = await list([
    '/sbin/launchd',
    '/Applications/Chrome Remote Desktop.app/Contents/MacOS/remoting_me2me_host',
    '-zsh',
    '',
  ]);
  if (!processes.ok) throw new Error(processes.detail);
  expect(processes.paths).toHaveLength(3);
  expect(isRunning(processes, ['remoting_me2me_host'])).toBe(true);
  expect(isRunning(processes, ['remoting'])).toBe(false);
  expect(isRunning(processes, ['zsh'])).toBe(false);
});

test.each([
  [['ps: illegal option'], 'unparsable'],
  [[], 'unparsable'],
  [{ cannot: 'timed-out' as const }, 'timed-out'],
])('%j is no list of processes', async (output, reason) => {
  expect(await list(output)).toMatchObject({ ok: false, reason });
});
