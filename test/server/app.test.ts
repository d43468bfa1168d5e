import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { refusal } from '../../src/protocol/report.ts';
import { refusals } from '../../src/server/http/refusals.ts';
import { openApp, signedIn } from './open-app.ts';

/** Reachable without a session; everything else is for signed-in people. */
const open = [
  'GET /',
  'GET /:file',
  'GET /api/v1/session',
  'POST /api/v1/enrolments',
  'POST /api/v1/key',
  'POST /api/v1/policy',
  'POST /api/v1/reports',
  'POST /api/v1/session',
  'POST /api/v1/setup',
  'POST /api/v1/statements',
];

const named = ({ method, url }: { method: string | string[]; url: string }) => `${String(method)} ${url}`;
const visit = (url: string) => url.replace(/:\w+/g, 'main.js');

test('every route describes with zod what it takes and what it answers', async () => {
  const { app } = await openApp();
  await app.ready();
  expect(app.routeTable.length).toBeGreaterThan(open.length);
  for (const route of app.routeTable) {
    const { body, params, querystring, response } = route.schema ?? {};
    const replies = response as Record<string, unknown>;
    expect(
      Object.keys(replies).some((status) => status.startsWith('2')),
      named(route),
    ).toBe(true);
    for (const schema of [querystring, ...Object.values(replies)])
      expect(schema instanceof z.ZodType, named(route)).toBe(true);
    expect(replies['4xx'], named(route)).toBe(refusal);
    if (route.url.includes(':')) expect(params instanceof z.ZodType, named(route)).toBe(true);
    if (/^(POST|PUT|PATCH)$/.test(String(route.method)))
      expect(body instanceof z.ZodType, named(route)).toBe(true);
  }
});

test('a route without schemas does not start', async () => {
  const { app } = await openApp();
  expect(() => app.get('/api/v1/new', async () => 'x')).toThrow(/no schema for its reply/);
  const schema = { response: { 200: z.string() } };
  for (const method of ['POST', 'PUT', 'PATCH'] as const) {
    const route = { method, url: '/api/v1/new', schema, handler: async () => 'x' };
    expect(() => app.route(route), method).toThrow(/no schema for its body/);
  }
  expect(() => app.get('/api/v1/new/:id', { schema }, async () => 'x')).toThrow(
    /no schema for its parameters/,
  );
});

test('without a session only the routes of this list answer', async () => {
  const { app } = await openApp();
  await app.ready();
  const answered: string[] = [];
  for (const route of app.routeTable) {
    const reply = await app.inject({ method: String(route.method) as 'GET', url: visit(route.url) });
    if (reply.statusCode !== 401) answered.push(named(route));
    else expect(reply.json().error).toBe('not-signed-in');
  }
  expect(answered.sort()).toEqual(open);
});

test('a session that was made up, emptied or cut short is none', async () => {
  const endpoint = await openApp();
  const real = (await signedIn(endpoint)).split('=')[1] ?? '';
  for (const value of [
    '',
    'x',
    real.slice(1),
    `${real}x`,
    real.toUpperCase(),
    encodeURIComponent("' OR 1=1 --"),
  ]) {
    const cookie = `deskward-session=${value}`;
    const reply = await endpoint.app.inject({ url: '/api/v1/fleet/summary', headers: { cookie } });
    expect(reply.statusCode, value).toBe(401);
  }
});

test('a name that is not loopback is refused: DNS rebinding', async () => {
  const { app } = await openApp();
  for (const host of [
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example:80',
    '169.254.1.1',
    '[::2]:1',
  ])
    expect((await app.inject({ url: '/', headers: { host } })).statusCode, host).toBe(421);
  for (const host of ['127.0.0.1:8470', 'localhost', 'LOCALHOST:1', '[::1]:8470'])
    expect((await app.inject({ url: '/', headers: { host } })).statusCode, host).toBe(200);
});

test('another site cannot act through a browser that is signed in here', async () => {
  const endpoint = await openApp();
  const cookie = await signedIn(endpoint);
  const act = (headers: Record<string, string>) =>
    endpoint.app.inject({
      method: 'DELETE',
      url: '/api/v1/tokens/x',
      headers: { cookie, host: '127.0.0.1:8470', ...headers },
    });
  for (const origin of [
    'http://evil.example',
    'null',
    'http://127.0.0.1:9999',
    'https://127.0.0.1:8470',
    'http://localhost:8470',
  ])
    expect((await act({ origin })).json().error, origin).toBe('wrong-origin');
  expect((await act({ 'sec-fetch-site': 'cross-site' })).json().error).toBe('wrong-origin');
  expect((await act({ 'sec-fetch-site': 'same-site' })).json().error).toBe('wrong-origin');
  expect((await act({ origin: 'http://127.0.0.1:8470' })).json().error).toBe('not-found');
});

test('the page may run its own script and nothing else', async () => {
  const { app } = await openApp();
  const { headers } = await app.inject({ url: '/' });
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(policy).toContain("frame-ancestors 'none'");
});

test('nothing but the files of the page can be read', async () => {
  const { app, folder } = await openApp();
  expect((await app.inject({ url: '/main.js' })).headers['content-type']).toMatch(/javascript/);
  for (const url of [
    '/deskward.sqlite',
    '/../package.json',
    '/%2e%2e%2fdeskward.sqlite',
    '/..%5c',
    '/.env',
    '/main.css',
    '/index.html',
  ])
    expect((await app.inject({ url })).statusCode, `${url} of ${folder}`).toBeGreaterThanOrEqual(400);
});

test('whoever reads gzip gets the compressed twin of a file, and everybody else the file', async () => {
  const { app, folder } = await openApp();
  await writeFile(join(folder, 'main.js.gz'), gzipSync('export {};'));
  const zipped = await app.inject({ url: '/main.js', headers: { 'accept-encoding': 'gzip, deflate' } });
  expect(zipped.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
  expect(zipped.headers['content-type']).toMatch(/javascript/);
  expect(gunzipSync(zipped.rawPayload).toString()).toBe('export {};');
  const plain = await app.inject({ url: '/main.js', headers: { 'accept-encoding': 'identity' } });
  expect([plain.headers['content-encoding'], plain.body]).toEqual([undefined, 'export {};']);
});

test('a page that was not built is said to be missing', async () => {
  const { app } = await openApp({ pageFolder: '/nonexistent' });
  const reply = await app.inject({ url: '/' });
  expect(reply.statusCode).toBe(503);
  expect(reply.json()).toEqual({ error: 'page-not-built', message: refusals['page-not-built'].message });
});

test('every refusal is an error code and a sentence, and an error inside says nothing of the inside', async () => {
  const endpoint = await openApp();
  const { app, storage } = endpoint;
  const cookie = await signedIn(endpoint);
  const json = { 'content-type': 'application/json' };
  const replies = [
    await app.inject({ url: '/api/v1/nowhere' }),
    await app.inject({ url: '/%' }),
    await app.inject({ url: '/api/v1/fleet/devices?limit=1000', headers: { cookie } }),
    await app.inject({ url: '/api/v1/fleet/devices?after=x', headers: { cookie } }),
    await app.inject({ method: 'POST', url: '/api/v1/session', headers: json, payload: '{' }),
    await app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { 'content-type': 'text/plain' },
      payload: 'x',
    }),
    await app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: json,
      payload: `"${'x'.repeat(20_000)}"`,
    }),
    await app.inject({ method: 'POST', url: '/api/v1/reports', headers: json, payload: '{}' }),
    await app.inject({ method: 'OPTIONS', url: '/api/v1/reports' }),
    await app.inject({ method: 'PUT', url: '/api/v1/session', headers: json, payload: '{}' }),
  ];
  expect(replies.map(({ statusCode }) => statusCode)).toEqual([
    404, 400, 400, 400, 400, 415, 413, 415, 404, 404,
  ]);
  for (const reply of replies)
    expect(refusal.strict().safeParse(reply.json()).success, reply.body).toBe(true);
  await storage.close();
  const broken = await app.inject({ url: '/api/v1/fleet/summary', headers: { cookie } });
  expect(broken.statusCode).toBe(500);
  expect(broken.json()).toEqual({ error: 'internal', message: refusals.internal.message });
});

test('each refusal has a status of its own kind and says something', () => {
  for (const [code, { status, message }] of Object.entries(refusals)) {
    expect(status, code).toBeGreaterThanOrEqual(400);
    expect(message, code).toMatch(/^[A-Z].*\.$/);
  }
});

/** Writes bytes to a socket, reads until the endpoint closes it. */
function talk(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (data) => {
      answer += data;
    });
    socket.on('end', () => socket.end());
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

test('bytes that are not HTTP, and requests that never end, get their refusal and are cut off', async () => {
  const { app } = await openApp({ requestTimeoutMs: 300 });
  const port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
  const head = 'POST /api/v1/reports HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/jose\r\n';
  const [garbage, slow, huge] = await Promise.all([
    talk(port, 'NONSENSE\r\n\r\n'),
    talk(port, `${head}Content-Length: 1000\r\n\r\nabc`),
    talk(port, `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`),
  ]);
  const bodyOf = (text: string) => JSON.parse(text.slice(text.indexOf('{')));
  expect(bodyOf(garbage).error).toBe('invalid-request');
  expect(bodyOf(slow).error).toBe('too-slow');
  expect(bodyOf(huge).error).toBe('too-large');
  expect((await fetch(`http://127.0.0.1:${port}/api/v1/session`)).status).toBe(200);
});
