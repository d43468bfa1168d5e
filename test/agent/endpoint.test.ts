import { expect, onTestFinished, test } from 'vitest';
import { Endpoint, type EndpointOptions } from '../../src/agent/endpoint.ts';
import { acknowledgement } from '../../src/protocol/report.ts';
import { type RecordingServer, reply, tcpServer, testIdentity, tlsServer } from './tls-server.ts';

const ack = { epoch: 1, sequence: 1 };
const acknowledged = { state: 'answered', body: ack };
const secret = 'a-jws-with-the-token-in-it';

function endpointAt(
  { port }: RecordingServer,
  pin: string | null,
  { host = '127.0.0.1', ...options }: EndpointOptions & { host?: string } = {},
): Endpoint {
  const origin = `${pin === null ? 'http' : 'https'}://${host}:${port}`;
  const endpoint = new Endpoint({ origin, pin }, { findProxies: async () => ['direct'], ...options });
  onTestFinished(() => endpoint.close());
  return endpoint;
}

const post = (endpoint: Endpoint, stop?: AbortSignal) =>
  endpoint.post('/api/v1/reports', secret, acknowledgement, stop);

test('who holds the pinned key gets the report', async () => {
  const { key, cert, pin } = testIdentity();
  const server = await tlsServer({ key, cert }, (socket) => socket.write(reply(200, ack)));
  expect(await post(endpointAt(server, pin))).toEqual(acknowledged);
  expect(server.received()).toContain('POST /api/v1/reports HTTP/1.1\r\n');
  expect(server.received()).toContain(`host: 127.0.0.1:${server.port}\r\n`);
  expect(server.received().endsWith(`\r\n\r\n${secret}`)).toBe(true);
});

test('a new certificate for the same key changes nothing', async () => {
  const first = testIdentity();
  const { key, cert } = testIdentity({ key: first.key, names: ['127.0.0.1', 'endpoint.example'] });
  expect(cert).not.toBe(first.cert);
  const server = await tlsServer({ key, cert }, (socket) => socket.write(reply(200, ack)));
  expect(await post(endpointAt(server, first.pin))).toEqual(acknowledged);
});

const { pin: otherPin } = testIdentity();
const good = testIdentity();
const forElsewhere = testIdentity({ names: ['endpoint.example', '10.0.0.5'] });
const overSince2020 = testIdentity({ until: new Date('2020-01-01') });
const oldVersions = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;

test.each([
  ['another key', 'wrong-pin', good, otherPin, {}],
  ['a certificate for another address', 'wrong-host', forElsewhere, forElsewhere.pin, {}],
  ['a certificate that is over', 'expired', overSince2020, overSince2020.pin, {}],
  ['TLS 1.1 at most', 'downgraded', good, good.pin, oldVersions],
  ['TLS 1.0 only', 'downgraded', good, good.pin, { ...oldVersions, maxVersion: 'TLSv1' }],
] as const)(
  '%s: %s, and not one byte of the report has left',
  async (_name, reason, { key, cert }, pin, more) => {
    const server = await tlsServer({ key, cert, ...more }, (socket) => socket.write(reply(200, ack)));
    const endpoint = endpointAt(server, pin);
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      expect(await post(endpoint)).toMatchObject({ state: 'distrusted', reason });
      await server.closed();
      expect([server.connections(), server.received()]).toEqual([attempt, '']);
    }
  },
);

test('plain HTTP where TLS should be: downgraded, and the report has not left', async () => {
  // What Node's and most other HTTP servers say to bytes that are not HTTP.
  const server = await tcpServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), 'at once');
  expect(await post(endpointAt(server, good.pin))).toMatchObject({
    state: 'distrusted',
    reason: 'downgraded',
  });
  expect(server.received()).not.toContain(secret);
});

test('osquery CVE-2020-1887: a name is looked for in the certificate, not in its common name', async () => {
  const { key, cert, pin } = testIdentity({ names: ['localhost'] });
  const server = await tlsServer({ key, cert }, (socket) => socket.write(reply(200, ack)));
  expect(await post(endpointAt(server, pin, { host: 'localhost' }))).toEqual(acknowledged);
  expect(await post(endpointAt(server, pin))).toMatchObject({ state: 'distrusted', reason: 'wrong-host' });
});

test('osquery CVE-2020-1887: a clock in the past does not silence a device; one in the future does only where the certificate ends', async () => {
  const later = testIdentity({ from: new Date('2026-01-01'), until: new Date('2030-01-01') });
  const bounded = await tlsServer(later, (socket) => socket.write(reply(200, ack)));
  const at = (year: number) => ({ now: () => new Date(`${year}-06-01`) });
  expect(await post(endpointAt(bounded, later.pin, at(1980)))).toEqual(acknowledged);
  const told = await post(endpointAt(bounded, later.pin, at(2031)));
  expect(told).toMatchObject({ state: 'distrusted', reason: 'expired' });
  expect(told.state === 'distrusted' && told.detail).toContain('01 Jun 2031');
  const unbounded = await tlsServer(good, (socket) => socket.write(reply(200, ack)));
  expect(await post(endpointAt(unbounded, good.pin, at(2400)))).toEqual(acknowledged);
});

test('a redirect is not followed', async () => {
  const elsewhere = await tcpServer((socket) => socket.end(reply(200, ack)));
  const location = `Location: http://127.0.0.1:${elsewhere.port}/api/v1/reports\r\n`;
  const server = await tlsServer(good, (socket) => socket.write(reply(307, '', location)));
  expect(await post(endpointAt(server, good.pin))).toMatchObject({ state: 'unreached', detail: 'HTTP 307' });
  expect(elsewhere.connections()).toBe(0);
});

test('the connection is kept, and after it the TLS session', async () => {
  const server = await tlsServer(good, (socket, number) => {
    socket.write(reply(200, ack, number === 2 ? 'Connection: close\r\n' : ''));
  });
  const endpoint = endpointAt(server, good.pin);
  for (let times = 0; times < 3; times += 1) expect(await post(endpoint)).toEqual(acknowledged);
  expect(server.resumed).toEqual([false, true]);
});

test('a session does not outlive the certificate it was proven with', async () => {
  const short = testIdentity({ until: new Date('2030-01-01') });
  let now = new Date('2029-12-31');
  const server = await tlsServer(short, (socket) => socket.end(reply(200, ack, 'Connection: close\r\n')));
  const endpoint = endpointAt(server, short.pin, { now: () => now });
  expect(await post(endpoint)).toEqual(acknowledged);
  const { length } = server.received();
  now = new Date('2030-01-02');
  expect(await post(endpoint)).toMatchObject({ state: 'distrusted', reason: 'expired' });
  await server.closed();
  expect([server.connections(), server.received().length]).toEqual([2, length]);
});

test.each([
  ['an answer without end', `HTTP/1.1 200 x\r\n\r\n${'x'.repeat(100_000)}`, /longer than any/],
  ['an answer that breaks off', 'HTTP/1.1 200 x\r\nContent-Length: 99\r\n\r\n{', /aborted|closed|hang up/],
  ['bytes that are not HTTP', 'NONSENSE\r\n\r\n', /Parse Error/],
  ['a page of a captive portal', reply(200, '<html>Please sign in</html>'), /not a Deskward endpoint/],
])('%s is no answer of an endpoint', async (_name, bytes, detail) => {
  const server = await tlsServer(good, (socket) => socket.end(bytes));
  const told = await post(endpointAt(server, good.pin));
  expect(told).toMatchObject({ state: 'unreached', detail: expect.stringMatching(detail) });
});

test('stopping ends a request that nobody answers, and one that still waits for TLS', async () => {
  const stopped = { state: 'unreached', detail: 'Stopped.' };
  const stop = new AbortController();
  const server = await tlsServer(good, () => stop.abort());
  expect(await post(endpointAt(server, good.pin), stop.signal)).toMatchObject(stopped);
  const stopHandshake = new AbortController();
  const silent = await tcpServer(() => stopHandshake.abort(), 'at once');
  const waiting = endpointAt(silent, good.pin);
  expect(await post(waiting, stopHandshake.signal)).toMatchObject(stopped);
  waiting.close();
  await silent.closed();
});

test('nobody there is said as such', async () => {
  const nobody = new Endpoint({ origin: 'http://127.0.0.1:1', pin: null });
  expect(await post(nobody)).toMatchObject({
    state: 'unreached',
    detail: expect.stringContaining('ECONNREFUSED'),
  });
});
