import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openData } from '../../src/server/main.ts';
import { makeToken } from '../../src/server/people/make-token.ts';
import { temporaryFolder } from '../agent/temporary-folder.ts';
import { buildServer, type ServerProgram, startServer } from './server-program.ts';
import { allPass, TestDevice } from './test-device.ts';

let program: ServerProgram;
beforeAll(async () => {
  program = await buildServer();
});
afterAll(() => program.remove());

test('a device that IT takes out is refused from its next report on, by an endpoint that is running and knows its key; no token lets it in again', async () => {
  const data = join(temporaryFolder(), 'data');
  const server = await startServer(program, data);
  const storage = openData(data);
  const tokens = await Promise.all(
    [1, 2].map(async () => {
      const wanted = { profile: 'standard', department: '', uses: 5, days: 1 } as const;
      return (await makeToken(storage, wanted, '', Date.now())).token;
    }),
  );
  await storage.close();
  const post = async (path: string, body: string) => {
    const headers = { 'content-type': 'application/jose' };
    const reply = await fetch(`${server.address}/api/v1/${path}`, { method: 'POST', headers, body });
    return { status: reply.status, body: (await reply.json()) as { device: string; error?: string } };
  };
  const [device, other] = [await TestDevice.create(), await TestDevice.create()];
  for (const [one, name] of [
    [device, 'pc-gone'],
    [other, 'pc-stays'],
  ] as const)
    one.device = (await post('enrolments', await one.enrolment(tokens[0] ?? '', name))).body.device;
  expect((await post('reports', await device.assessment(allPass, undefined, 'pc-gone'))).status).toBe(200);
  const revoke = (...args: string[]) =>
    promisify(execFile)(process.execPath, [program.file, 'revoke', ...args, '--data', data], {
      env: { ...process.env, LC_ALL: 'C' },
    });
  expect((await revoke('pc-gone')).stdout).toBe(
    'Nothing more is taken from pc-gone. What it reported stays.\n',
  );
  const refused = await post('reports', await device.assessment(allPass));
  expect([refused.status, refused.body.error]).toEqual([403, 'device-revoked']);
  const again = await post('enrolments', await device.enrolment(tokens[1] ?? ''));
  expect([again.status, again.body.error]).toEqual([403, 'device-revoked']);
  expect((await post('reports', await other.assessment(allPass))).status).toBe(200);
  await revoke('pc-gone', '--undo');
  expect((await post('reports', await device.assessment(allPass))).status).toBe(200);
  await server.end('SIGTERM');
});
