import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrolmentReply } from '../../src/protocol/enrolment.ts';
import { openData } from '../../src/server/main.ts';
import { makeToken } from '../../src/server/people/make-token.ts';
import { buildServer, type RunningServer, type ServerProgram, startServer } from './server-program.ts';
import { allPass, digestOf, TestDevice } from './test-device.ts';

let program: ServerProgram;
let data: string;
beforeAll(async () => {
  program = await buildServer();
  data = await mkdtemp(join(tmpdir(), 'deskward-kill-'));
});
afterAll(async () => {
  await program.remove();
  await rm(data, { recursive: true });
});

const rounds = 10;
const devicesAtOnce = 8;

async function post(address: string, path: string, body: string): Promise<Response> {
  const headers = { 'content-type': 'application/jose' };
  return fetch(`${address}/api/v1/${path}`, { method: 'POST', headers, body });
}

async function enrolled(server: RunningServer): Promise<TestDevice[]> {
  const storage = openData(data);
  const request = { profile: 'standard', department: '', uses: devicesAtOnce, days: 1 } as const;
  const { token } = await makeToken(storage, request, '', Date.now());
  await storage.close();
  return Promise.all(
    Array.from({ length: devicesAtOnce }, async () => {
      const device = await TestDevice.create();
      const reply = await post(server.address, 'enrolments', await device.enrolment(token));
      device.device = enrolmentReply.parse(await reply.json()).device;
      return device;
    }),
  );
}

/** Sends report after report until the endpoint dies. Every report that was acknowledged is noted. */
async function reportUntilKilled(
  server: RunningServer,
  device: TestDevice,
  pending: Map<string, string>,
  acknowledged: Map<string, string>,
  onAcknowledged: () => void,
): Promise<void> {
  for (;;) {
    const name = `${device.device} ${device.sequence + (pending.has(device.device) ? 0 : 1)}`;
    const sharing = (['pass', 'fail', 'unknown'] as const)[device.sequence % 3] ?? 'pass';
    const jws = pending.get(device.device) ?? (await device.assessment({ ...allPass, sharing }));
    pending.set(device.device, jws);
    const reply = await post(server.address, 'reports', jws).catch(() => null);
    if (reply === null) return;
    const body = await reply.json().catch(() => null);
    if (body === null) return;
    expect(reply.status, JSON.stringify(body)).toBe(200);
    pending.delete(device.device);
    acknowledged.set(name, jws);
    onAcknowledged();
  }
}

test('killed with SIGKILL again and again, the endpoint keeps every report that it acknowledged, once', async () => {
  let server = await startServer(program, data);
  const devices = await enrolled(server);
  const acknowledged = new Map<string, string>();
  const pending = new Map<string, string>();
  // How many acknowledgements come before each kill: between, before and during commits.
  const lives = fc.sample(fc.integer({ min: 1, max: 150 }), rounds);
  for (const life of lives) {
    let left = life;
    const killer = () => {
      left -= 1;
      if (left === 0) void server.end('SIGKILL');
    };
    await Promise.all(
      devices.map((device) => reportUntilKilled(server, device, pending, acknowledged, killer)),
    );
    await server.end('SIGKILL');
    server = await startServer(program, data);
  }
  expect(await server.end('SIGTERM')).toBe(0);
  expect(acknowledged.size).toBeGreaterThanOrEqual(lives.reduce((sum, life) => sum + life, 0));

  const storage = openData(data);
  const kept = new Map<string, string>();
  for (const { device, previous } of devices) {
    const reports = await storage.readReports(device);
    expect(reports.map(({ sequence }) => sequence)).toEqual(reports.map((_, index) => index + 1));
    for (const { sequence, jws, link, conflicts } of reports) {
      expect([link, conflicts]).toEqual(['linked', 0]);
      kept.set(`${device} ${sequence}`, jws);
    }
    // At most the one report that had no answer yet is missing.
    const last = digestOf(reports.at(-1)?.jws ?? '');
    if (!pending.has(device)) expect(last).toBe(previous);
  }
  for (const [name, jws] of acknowledged) expect(kept.get(name), name).toBe(jws);
  expect((await storage.countFleet(0)).rules.reduce((sum, { devices: count }) => sum + count, 0)).toBe(
    4 * devicesAtOnce,
  );
  await storage.close();
});

test('told to end, the endpoint answers what is under way and ends with 0', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'deskward-end-'));
  const server = await startServer(program, folder);
  const replies = Array.from({ length: 20 }, () => fetch(`${server.address}/api/v1/session`));
  await Promise.race(replies);
  expect(await server.end('SIGTERM')).toBe(0);
  await Promise.allSettled(replies);
  await rm(folder, { recursive: true });
});
