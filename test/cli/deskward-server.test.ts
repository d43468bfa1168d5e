import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseEnrolmentString } from '../../src/protocol/enrolment.ts';
import { fleetSummary } from '../../src/protocol/fleet.ts';
import { buildServer, type ServerProgram, startServer } from '../server/server-program.ts';
import { allPass, TestDevice } from '../server/test-device.ts';

let program: ServerProgram;
let folder: string;
beforeAll(async () => {
  program = await buildServer();
  folder = await mkdtemp(join(tmpdir(), 'deskward-server-'));
});
afterAll(async () => {
  await program.remove();
  await rm(folder, { recursive: true });
});

async function run(args: readonly string[], input = '', language = 'C') {
  const child = spawn(process.execPath, [program.file, ...args], {
    cwd: folder,
    env: { ...process.env, LANG: language, LC_ALL: '', LC_MESSAGES: '' },
  });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { output, errors, code };
}

async function post(address: string, path: string, body: string | object) {
  const isJws = typeof body === 'string';
  return fetch(`${address}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': isJws ? 'application/jose' : 'application/json' },
    body: isJws ? body : JSON.stringify(body),
  });
}

test('from the first start to a device on the summary, with the command line alone', async () => {
  const data = join(folder, 'whole');
  const server = await startServer(program, data);
  expect((await stat(data)).mode & 0o777).toBe(0o700);
  expect((await stat(join(data, 'deskward.sqlite'))).mode & 0o777).toBe(0o600);
  const made = await run(['token', '--data', data, '--department', '研发部', '--uses', '2']);
  const joined = parseEnrolmentString(made.output);
  expect(joined?.origin).toBe(server.address);
  const device = await TestDevice.create();
  const reply = await post(server.address, 'enrolments', await device.enrolment(joined?.token ?? ''));
  device.device = ((await reply.json()) as { device: string }).device;
  expect((await post(server.address, 'reports', await device.assessment(allPass))).status).toBe(200);
  const summary = await run(['summary', '--data', data, '--json']);
  expect(fleetSummary.parse(JSON.parse(summary.output))).toMatchObject({
    devices: 1,
    compliant: 1,
    silent: 0,
  });
  const words = await run(['summary', '--data', data], '', 'zh_CN.UTF-8');
  expect(words.output).toContain('设备：1 台');
  expect(await server.end('SIGTERM')).toBe(0);
});

test('the set-up link is printed until there is an administrator, and each start has a new one', async () => {
  const data = join(folder, 'setup');
  const links: string[] = [];
  for (let start = 0; start < 2; start += 1) {
    const server = await startServer(program, data);
    const link = await server.nextLine();
    expect(link).toContain(`${server.address}/#setup=`);
    links.push(link.replace(/^.*#setup=/, ''));
    await server.end('SIGTERM');
  }
  expect(new Set(links).size).toBe(2);
  const saved = await run(['user', 'admin', '--data', data], 'correct horse battery\n');
  expect([saved.code, saved.output]).toEqual([0, '']);
  const server = await startServer(program, data);
  const signIn = (password: string) => post(server.address, 'session', { user: 'Admin', password });
  expect((await signIn('correct horse battery')).status).toBe(200);
  const madeUp = await run(['user', 'admin', '--data', data]);
  const [, password = ''] = /Password: (\S{16})\n/.exec(madeUp.output) ?? [];
  expect((await signIn('correct horse battery')).status).toBe(401);
  expect((await signIn(password)).status).toBe(200);
  await server.end('SIGTERM');
});

test('a host that is not here, a taken port and data that is not there are said, with what to do', async () => {
  const elsewhere = await run(['serve', '--host', '203.0.113.7', '--data', join(folder, 'x')]);
  expect([elsewhere.code, elsewhere.errors]).toEqual([
    2,
    'This computer has no address 203.0.113.7. Give one of its own with --host, or 0.0.0.0 for all.\n',
  ]);
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  const { port } = holder.address() as { port: number };
  const taken = await run(['serve', '--port', String(port), '--data', join(folder, 'y')]);
  expect([taken.code, taken.errors]).toEqual([
    2,
    `Port ${port} is taken by another program. Give another one with --port.\n`,
  ]);
  holder.close();
  const missing = await run(['token', '--data', 'nowhere']);
  expect(missing.code).toBe(2);
  expect(missing.errors).toContain('deskward-server serve --data nowhere');
  const wrong = await run(['token', '--profile', 'root', '--data', join(folder, 'y')]);
  expect([wrong.code, wrong.errors]).toEqual([2, '--profile must be standard, confidential or dedicated.\n']);
  const short = await run(['user', 'admin', '--data', join(folder, 'y')], 'short');
  expect([short.code, short.errors]).toEqual([2, 'A password has 12 to 256 characters.\n']);
});

test('unknown arguments end with 2 and the usage, on standard error', async () => {
  const { code, output, errors } = await run(['serve', '--prot', '1']);
  expect([code, output]).toEqual([2, '']);
  expect(errors).toContain("'--prot'");
  expect(errors).toContain('Usage: deskward-server');
  const help = await run(['--help'], '', 'zh_CN.UTF-8');
  expect([help.code, help.output.split('：')[0]]).toEqual([0, '用法']);
});
