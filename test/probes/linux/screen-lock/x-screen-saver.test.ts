import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readXScreenSaver } from '../../../../src/probes/linux/screen-lock/x-screen-saver.ts';
import { testOnMachine } from '../../../not-run.ts';
import { machine, put } from '../machine.ts';
import { withX } from '../real-x.ts';

const programs = ['/usr/bin/Xvfb', '/usr/bin/xset'];
const never = new AbortController().signal;

testOnMachine({ programs }, 'the screen saver of a real X server is what xset has set', async () => {
  await withX(async (env) => {
    const system = { ...machine({}), root: '/' };
    const xset = (...args: string[]) => execFileSync('/usr/bin/xset', args, { env, encoding: 'utf8' });
    xset('s', '420', '60');
    expect(await readXScreenSaver(system, env, never)).toMatchObject({ ok: true, timeout: 420 });
    xset('s', 'off');
    expect(await readXScreenSaver(system, env, never)).toMatchObject({ ok: true, timeout: 0 });
    const stranger = await readXScreenSaver(system, { ...env, XAUTHORITY: '/nonexistent' }, never);
    expect(stranger).toMatchObject({ ok: false, reason: 'denied' });
  });
});

test('no server, a foreign display, a server of nonsense, a server that never answers', async () => {
  const system = machine({});
  const asked = (DISPLAY: string, signal = never) => readXScreenSaver(system, { DISPLAY }, signal);
  expect(await asked(':7')).toMatchObject({ ok: false, reason: 'desktop-not-answering' });
  expect(await asked('elsewhere:0')).toMatchObject({ ok: false, reason: 'desktop-not-answering' });
  expect(await asked('')).toMatchObject({ ok: false, reason: 'desktop-not-answering' });
  put(system.root, 'tmp/.X11-unix/x', '');
  const accepted = Buffer.from([1, 0, 11, 0, 0, 0, 0, 0]);
  const answers: [string, Buffer, object][] = [
    ['8', Buffer.from('HTTP/1.1 400 Bad Request'), { ok: false }],
    ['9', Buffer.concat([accepted, Buffer.alloc(32)]), { reason: 'unparsable' }],
  ];
  for (const [display, answer, expected] of answers) {
    const server = createServer((socket) => socket.on('error', () => undefined).end(answer));
    await new Promise<void>((resolve) =>
      server.listen(join(system.root, `tmp/.X11-unix/X${display}`), resolve),
    );
    expect(await asked(`:${display}`)).toMatchObject({ ok: false, ...expected });
    server.close();
  }
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(join(system.root, 'tmp/.X11-unix/X10'), resolve));
  const abort = new AbortController();
  silent.once('connection', () => abort.abort());
  expect(await asked(':10', abort.signal)).toMatchObject({ ok: false, reason: 'timed-out' });
  silent.close();
});
