import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { onTestFinished } from 'vitest';
import { type AppDeps, buildApp } from '../../src/server/app.ts';
import { makeToken } from '../../src/server/people/make-token.ts';
import { openSqliteStorage } from '../../src/server/storage/sqlite/sqlite-storage.ts';
import { TestDevice } from './test-device.ts';

export const setupCode = 'the-code-of-the-set-up-link';
export const administrator = { user: '王伟', password: 'correct horse battery' };

/** A real endpoint on a real SQLite file of its own, gone when the test ends. */
export async function openApp(over: Partial<AppDeps> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'deskward-endpoint-'));
  const storage = openSqliteStorage(join(folder, 'deskward.sqlite'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  await writeFile(join(folder, 'main.js'), 'export {};');
  await storage.saveAddress({ host: '127.0.0.1', port: 8470, pin: null });
  const app = await buildApp({ storage, pageFolder: folder, setupCode, ...over });
  onTestFinished(async () => {
    await app.close();
    await storage.close();
    await rm(folder, { recursive: true });
  });
  const send = (
    path: string,
    payload: string,
    headers: Record<string, string> = {},
    remoteAddress = '127.0.0.1',
  ) =>
    app.inject({
      method: 'POST',
      remoteAddress,
      url: `/api/v1/${path}`,
      payload,
      headers: { 'content-type': 'application/jose', ...headers },
    });
  return { app, storage, folder, send };
}
export type OpenApp = Awaited<ReturnType<typeof openApp>>;

export async function newToken({ storage }: OpenApp, uses = 1, department = '研发部'): Promise<string> {
  const request = { profile: 'standard', department, uses, days: 1 } as const;
  return (await makeToken(storage, request, '', Date.now())).token;
}

export async function enrolledDevice(endpoint: OpenApp, hostname = 'pc-01'): Promise<TestDevice> {
  const device = await TestDevice.create();
  const reply = await endpoint.send('enrolments', await device.enrolment(await newToken(endpoint), hostname));
  if (reply.statusCode !== 201) throw new Error(`not enrolled: ${reply.body}`);
  device.device = reply.json().device;
  return device;
}

/** Makes the administrator. @returns the cookie header of the session. */
export async function signedIn({ app }: OpenApp): Promise<string> {
  const reply = await app.inject({
    method: 'POST',
    url: '/api/v1/setup',
    payload: { code: setupCode, ...administrator },
  });
  const [cookie] = reply.cookies;
  if (cookie === undefined) throw new Error(`no session: ${reply.body}`);
  return `${cookie.name}=${cookie.value}`;
}

/** Asks as a signed-in person. */
export function asker({ app }: OpenApp, cookie: string) {
  return (url: string, over: Partial<InjectOptions> = {}) =>
    app.inject({ method: 'GET', url: `/api/v1/${url}`, headers: { cookie }, ...over } as InjectOptions);
}

/** How much the endpoint keeps: the same before and after whatever it refused. */
export async function contents({ storage }: OpenApp, devices: readonly string[]) {
  const list = await storage.listDevices({
    search: '',
    filter: 'all',
    sort: 'hostname',
    direction: 'asc',
    limit: 200,
    after: null,
    silentBefore: 0,
  });
  const reports = await Promise.all(devices.map((device) => storage.readReports(device)));
  return { list, reports, tokens: await storage.listTokens(0), counts: await storage.countFleet(0) };
}
