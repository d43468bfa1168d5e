import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { testIdentity } from '../../agent/tls-server.ts';
import { openApp } from '../open-app.ts';

const { key, cert, pin } = testIdentity();
const tls = { certificate: cert, key, pin, expiresAt: new Date('9999-12-31') };
const requestTimeoutMs = 400;

async function listening(over: object) {
  const endpoint = await openApp({ requestTimeoutMs, ...over });
  const port = Number(new URL(await endpoint.app.listen({ host: '127.0.0.1', port: 0 })).port);
  return { ...endpoint, port };
}

/** Reads until the endpoint closes; what the connection broke off with is its end too. */
function untilClosed(socket: Socket): Promise<string> {
  onTestFinished(() => void socket.destroy());
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (data) => {
      text += data;
    });
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(text));
  });
}

const tlsTo = (port: number, more = {}) =>
  connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false, ...more });
const head = 'POST /api/v1/reports HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/jose\r\n';

/** Gives a byte now and then, for as long as it is let. */
function drip(socket: Socket, text: string): Promise<string> {
  let sent = 0;
  const timer = setInterval(() => {
    if (socket.writable && sent < text.length) socket.write(text.charAt(sent++));
  }, 50);
  socket.once('close', () => clearInterval(timer));
  return untilClosed(socket);
}

for (const [wire, over, connect] of [
  ['HTTP', {}, (port: number, more = {}) => connectTcp({ port, host: '127.0.0.1', ...more })],
  ['HTTPS', { tls }, tlsTo],
] as const) {
  test(`${wire}: who sends nothing, headers without end, or a body without end is cut off`, async () => {
    const { app, port } = await listening(over);
    const silent = untilClosed(connect(port));
    const headers = drip(connect(port), `${head}${'X-Header: of a slow client\r\n'.repeat(1000)}`);
    const body = connect(port);
    body.write(`${head}Content-Length: 100000\r\n\r\n`);
    const bodies = drip(body, 'x'.repeat(10_000));
    expect(await silent).toMatch(/^$|too-slow/);
    expect(await headers).toContain('too-slow');
    expect(await bodies).toContain('too-slow');
    expect((await app.inject('/api/v1/session')).statusCode).toBe(200);
  });

  test(`${wire}: who was told so and keeps the connection open all the same holds nothing here`, async () => {
    const { app, port } = await listening(over);
    const served = wire === 'HTTP' ? 'connection' : 'secureConnection';
    const closed = new Promise<void>((resolve) => {
      app.server.once(served, (accepted: Socket) => accepted.once('close', () => resolve()));
    });
    const socket = connect(port, { allowHalfOpen: true });
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => undefined);
    socket.once(wire === 'HTTP' ? 'connect' : 'secureConnect', () => socket.write(head));
    await closed;
  });

  test(`${wire}: who asks and does not read the answer is cut off`, async () => {
    const { app, port } = await listening({ ...over, pageFolder: '/nonexistent' });
    const socket = connect(port);
    const closed = new Promise<void>((resolve) => {
      const served = wire === 'HTTP' ? 'connection' : 'secureConnection';
      app.server.once(served, (accepted: Socket) => accepted.once('close', () => resolve()));
    });
    socket.on('error', () => undefined);
    onTestFinished(() => void socket.destroy());
    // More answers than the buffers of both systems hold, and nobody reads one.
    const requests = 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'.repeat(2000);
    for (let count = 0; count < 20; count += 1) socket.write(requests);
    await closed;
    const other = await app.inject({ url: '/api/v1/session', remoteAddress: '10.0.0.2' });
    expect(other.statusCode).toBe(200);
  });
}

test('who begins TLS and never ends is cut off, and so is who speaks no TLS at all', async () => {
  const { port } = await listening({ tls });
  const silent = connectTcp(port, '127.0.0.1');
  const plain = connectTcp(port, '127.0.0.1');
  plain.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  const dripping = connectTcp(port, '127.0.0.1');
  // The header of a TLS record of 512 bytes, and then too little of it.
  dripping.write(Buffer.from([22, 3, 1, 2, 0]));
  const heard = await Promise.all([
    untilClosed(silent),
    untilClosed(plain),
    drip(dripping, '\u0001'.repeat(500)),
  ]);
  // At most an alert of TLS; nothing of HTTP.
  for (const answer of heard) expect(answer).not.toContain('HTTP');
});

test('TLS 1.1 is refused, 1.2 and 1.3 are spoken', async () => {
  const { port } = await listening({ tls });
  const negotiate = async (version: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3') => {
    const ciphers = version === 'TLSv1.1' ? { ciphers: 'DEFAULT@SECLEVEL=0' } : {};
    const socket = tlsTo(port, { minVersion: version, maxVersion: version, ...ciphers });
    onTestFinished(() => void socket.destroy());
    return Promise.race([
      once(socket, 'secureConnect').then(() => socket.getProtocol()),
      once(socket, 'error').then(([error]) => error.code),
    ]).catch((error) => error.code);
  };
  expect(await negotiate('TLSv1.1')).toMatch(/PROTOCOL_VERSION/);
  expect(await negotiate('TLSv1.2')).toBe('TLSv1.2');
  expect(await negotiate('TLSv1.3')).toBe('TLSv1.3');
});
