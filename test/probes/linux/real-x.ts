import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** A real X server that lets in only who has the cookie. */
export async function withX(
  body: (env: { DISPLAY: string; XAUTHORITY: string }) => Promise<void>,
): Promise<void> {
  const folder = temporaryFolder();
  const [own, server] = [join(folder, 'user'), join(folder, 'server')];
  const cookie = randomBytes(16);
  const counted = (bytes: Buffer) =>
    Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
  const anyDisplay = [Buffer.from([0xff, 0xff]), counted(Buffer.alloc(0)), counted(Buffer.alloc(0))];
  const entry = Buffer.concat([...anyDisplay, counted(Buffer.from('MIT-MAGIC-COOKIE-1')), counted(cookie)]);
  for (const path of [own, server]) writeFileSync(path, entry);
  const x = spawn(
    '/usr/bin/Xvfb',
    ['-displayfd', '3', '-auth', server, '-noreset', '-nolisten', 'tcp', '+extension', 'DPMS'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  try {
    const display = await new Promise<string>((resolve, reject) => {
      x.stdio[3]?.once('data', (bytes: Buffer) => resolve(bytes.toString().trim()));
      x.once('exit', () => reject(new Error('Xvfb ended')));
    });
    await body({ DISPLAY: `:${display}`, XAUTHORITY: own });
  } finally {
    x.removeAllListeners('exit');
    const ended = new Promise((resolve) => x.once('exit', resolve));
    x.kill();
    await ended;
  }
}
