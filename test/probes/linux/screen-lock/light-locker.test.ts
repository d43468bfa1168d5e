import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLightLockerLock } from '../../../../src/probes/linux/screen-lock/light-locker.ts';
import { testOnMachine } from '../../../not-run.ts';
import { machine, put } from '../machine.ts';
import { withX } from '../real-x.ts';

const programs = ['/usr/bin/Xvfb', '/usr/bin/xset'];
const never = new AbortController().signal;

testOnMachine({ programs }, 'light-locker waits for the X server, then its own seconds', async () => {
  await withX(async (env) => {
    const given = machine({ schemas: 'debian-12' });
    const xset = (...args: string[]) => execFileSync('/usr/bin/xset', args, { env });
    put(given.root, 'tmp/here', '');
    execFileSync('/bin/ln', ['-s', '/tmp/.X11-unix', join(given.root, 'tmp/.X11-unix')]);
    execFileSync('/bin/cp', [env.XAUTHORITY, join(given.root, 'cookie')]);
    const desktop = {
      kind: 'known',
      name: 'XFCE',
      env: { ...env, XAUTHORITY: '/cookie' },
      programs: new Set<string>(),
    } as const;
    xset('s', '300');
    expect(await readLightLockerLock({ system: given, desktop, signal: never })).toMatchObject({
      ok: true,
      wait: 300,
      grace: 5,
      passwordRequired: true,
    });
    xset('s', 'off');
    expect(await readLightLockerLock({ system: given, desktop, signal: never })).toMatchObject({
      ok: true,
      wait: 'never',
    });
  });
});

/** Debian's Xvfb has no DPMS: these are the replies of the protocol, 32 bytes each. */
function reply(...bytes: readonly [at: number, value: number][]): Buffer {
  const buffer = Buffer.alloc(32);
  buffer[0] = 1;
  for (const [at, value] of bytes) buffer.writeUInt16LE(value, at);
  return buffer;
}

test.each([
  ['on', 1, [0, 240, 900], 240],
  ['off', 0, [0, 240, 900], 600],
  ['on, never asleep', 1, [0, 0, 0], 600],
])(
  'a monitor that sleeps starts the screen saver: %s',
  async (_name, enabled, [standby = 0, suspend = 0, off = 0], wait) => {
    const system = machine({ schemas: 'debian-12' });
    put(system.root, 'tmp/.X11-unix/x', '');
    const replies = [
      Buffer.from([1, 0, 11, 0, 0, 0, 0, 0]),
      reply([8, 600]),
      reply([8, 1 + (130 << 8)]),
      reply([10, enabled]),
      reply([8, standby], [10, suspend], [12, off]),
    ];
    const server = createServer((socket) =>
      socket.on('error', () => undefined).write(Buffer.concat(replies)),
    );
    await new Promise<void>((resolve) => server.listen(join(system.root, 'tmp/.X11-unix/X4'), resolve));
    const desktop = {
      kind: 'known',
      name: 'XFCE',
      env: { DISPLAY: ':4' },
      programs: new Set<string>(),
    } as const;
    expect(await readLightLockerLock({ system, desktop, signal: never })).toMatchObject({ ok: true, wait });
    server.close();
  },
);
