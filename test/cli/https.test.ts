import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseEnrolmentString } from '../../src/protocol/enrolment.ts';
import { fleetSummary } from '../../src/protocol/fleet.ts';
import { bundle } from '../agent/bundle.ts';
import { temporaryFolder } from '../agent/temporary-folder.ts';
import { testIdentity } from '../agent/tls-server.ts';
import { buildServer, type ServerProgram, startServer } from '../server/server-program.ts';

const built = mkdtempSync(join(tmpdir(), 'deskward-https-'));
let agentProgram = '';
let server: ServerProgram;
beforeAll(async () => {
  [agentProgram, server] = await Promise.all([bundle('src/cli/deskward.ts', built), buildServer()]);
});
afterAll(async () => {
  rmSync(built, { recursive: true, force: true });
  await server.remove();
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(program: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, LC_ALL: 'C', ...env } };
    execFile(process.execPath, [program, ...args], options, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

/** As a browser of someone who chose to trust this certificate. */
function browse(address: string, path: string, body?: object): Promise<{ status: number; cookie: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      `${address}${path}`,
      {
        method: body === undefined ? 'GET' : 'POST',
        rejectUnauthorized: false,
        agent: false,
        headers: { origin: address, 'content-type': 'application/json' },
      },
      async (response) => {
        await text(response);
        resolve({ status: response.statusCode ?? 0, cookie: String(response.headers['set-cookie']) });
      },
    );
    asked.once('error', reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const everywhere = ['--host', '0.0.0.0', '--name', 'localhost'];

test('another computer’s way: the printed string, one scan, and the report is acknowledged over HTTPS', async () => {
  const data = join(temporaryFolder(), 'endpoint');
  const home = { DESKWARD_HOME: temporaryFolder() };
  const endpoint = await startServer(server, data, everywhere);
  expect(endpoint.address).toMatch(/^https:\/\/localhost:\d+$/);
  const setup = await endpoint.nextLine();
  const { pin } = parseEnrolmentString((await run(server.file, ['token', '--data', data])).stdout) ?? {};
  expect(await endpoint.nextLine()).toContain(`sha256:${pin}`);

  const made = await run(server.file, ['token', '--data', data, '--department', '研发部']);
  const enrolled = await run(agentProgram, ['enrol', made.stdout.trim()], home);
  expect([enrolled.code, enrolled.stderr]).toEqual([0, '']);
  expect(enrolled.stdout).toContain(endpoint.address);
  expect(await run(agentProgram, ['run', '--once'], home)).toMatchObject({ code: 0, stderr: '' });
  const summary = await run(server.file, ['summary', '--data', data, '--json']);
  expect(fleetSummary.parse(JSON.parse(summary.stdout)).devices).toBe(1);

  const person = { user: 'admin', password: 'correct horse battery', code: setup.replace(/^.*#setup=/, '') };
  const first = await browse(endpoint.address, '/api/v1/setup', person);
  expect(first.cookie).toMatch(/HttpOnly; Secure; SameSite=Strict/);
  await expect(fetch(endpoint.address.replace('https', 'http'))).rejects.toThrow();
  expect(await endpoint.end('SIGTERM')).toBe(0);
});

test('a server with another key gets nothing, and the sentence says so; the right one under a new name gets it', async () => {
  const data = join(temporaryFolder(), 'endpoint');
  const home = { DESKWARD_HOME: temporaryFolder() };
  const first = await startServer(server, data, everywhere);
  const { port } = new URL(first.address);
  const made = await run(server.file, ['token', '--data', data]);
  expect((await run(agentProgram, ['enrol', made.stdout.trim()], home)).code).toBe(0);
  await first.end('SIGTERM');

  const key = join(data, 'endpoint-key.pem');
  await rename(key, `${key}.kept`);
  const impostor = await startServer(server, data, [...everywhere, '--port', port]);
  const distrusted = await run(agentProgram, ['run', '--once'], { ...home, LC_ALL: 'zh_CN.UTF-8' });
  expect(distrusted.code).toBe(1);
  expect(distrusted.stderr).toContain('这个服务器出示的证书和登记时的不一样，没有发送任何数据。');
  expect(distrusted.stderr).toContain('Nothing was sent: The server');
  const status = await run(agentProgram, ['status'], home);
  expect(status.stdout).toContain(
    'The server showed another certificate than at enrolment. Nothing was sent.',
  );
  const told = JSON.parse((await run(agentProgram, ['status', '--json'], home)).stdout);
  expect(told.reporting).toMatchObject({ distrusted: { reason: 'wrong-pin' } });
  expect(told.reporting.waiting).toBeGreaterThan(0);
  await impostor.end('SIGTERM');

  await rm(key);
  await rename(`${key}.kept`, key);
  const renamed = ['--host', '0.0.0.0', '--name', 'endpoint.example', '--port', port];
  const again = await startServer(server, data, renamed);
  expect(again.address).toContain('endpoint.example');
  expect((await run(agentProgram, ['run', '--once'], home)).code).toBe(0);
  const healed = JSON.parse((await run(agentProgram, ['status', '--json'], home)).stdout);
  expect(healed.reporting).toMatchObject({ waiting: 0, distrusted: null });
  await again.end('SIGTERM');
});

test('enrolling says why it does not: another key, no pin for another computer', async () => {
  const data = join(temporaryFolder(), 'endpoint');
  const home = { DESKWARD_HOME: temporaryFolder() };
  const endpoint = await startServer(server, data, everywhere);
  const string = (await run(server.file, ['token', '--data', data])).stdout.trim();
  const { pin } = testIdentity();
  const wrong = await run(agentProgram, ['enrol', string.replace(/[0-9a-f]{64}$/, pin)], home);
  expect([wrong.code, wrong.stderr]).toEqual([
    1,
    expect.stringContaining('another certificate than at enrolment'),
  ]);
  const unpinned = string.replace(/&pin=.*$/, '').replace('localhost', 'endpoint.example');
  const none = await run(agentProgram, ['enrol', unpinned], home);
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('pin=sha256:')]);
  // The token was used by neither.
  expect((await run(agentProgram, ['enrol', string], home)).code).toBe(0);
  await endpoint.end('SIGTERM');
});
