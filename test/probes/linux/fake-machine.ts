import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { LinuxSystem } from '../../../src/probes/linux/system.ts';
import type { CommandResult } from '../../../src/probes/run-command.ts';

/** A folder with these files in it, as the root of a captured machine; gone when the test ends. */
export async function machineWith(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'deskward-machine-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

/** What /proc tells of a process that belongs to the machine, and of the reader: numbered once, and of one root. */
export function ourProcess(pid: number): Record<string, string> {
  const mountinfo = '28 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n';
  return {
    'proc/self/mountinfo': mountinfo,
    [`proc/${pid}/mountinfo`]: mountinfo,
    [`proc/${pid}/status`]: `Name:\tx\nNSpid:\t${pid}\nKthread:\t0\n`,
  };
}

export const output = (stdout: string, code = 0, stderr = ''): CommandResult => ({
  ok: true,
  code,
  stdout,
  stderr,
});
export const cannot = (reason: Extract<CommandResult, { ok: false }>['reason']): CommandResult => ({
  ok: false,
  reason,
});

/** A machine whose programs answer as given, by their path and first arguments; all else is missing. */
export function systemWith(
  root: string,
  commands: Readonly<Record<string, CommandResult>> = {},
  bus: LinuxSystem['callBus'] = async () => ({ ok: false, reason: 'no-service', detail: 'not here' }),
): LinuxSystem & { readonly started: string[] } {
  const started: string[] = [];
  return {
    root,
    env: {},
    uid: 1001,
    userName: 'carol',
    home: '/home/carol',
    callBus: bus,
    started,
    run: async (path, args) => {
      const line = [path, ...args].join(' ');
      started.push(line);
      const match = Object.keys(commands).find((known) => line.startsWith(known));
      return match === undefined ? cannot('missing') : (commands[match] ?? cannot('missing'));
    },
  };
}

export const notAborted = new AbortController().signal;
