import { expect, onTestFinished, test } from 'vitest';
import { Endpoint } from '../../../src/agent/endpoint.ts';
import { acknowledgement } from '../../../src/protocol/report.ts';
import { testProxy } from '../test-proxy.ts';
import { reply, tcpServer, testIdentity, tlsServer } from '../tls-server.ts';

const ack = { epoch: 1, sequence: 1 };
const acknowledged = { state: 'answered', body: ack };
const secret = 'a-jws-with-the-token-in-it';
const identity = testIdentity({ names: ['127.0.0.1', 'localhost'] });
const nobody = 'http://127.0.0.1:1';

async function setUp(pin = identity.pin) {
  const server = await tlsServer(identity, (socket) => socket.write(reply(200, ack)));
  const post = (...proxies: string[]) => {
    const findProxies = async (url: string) => {
      expect(url).toBe(`https://127.0.0.1:${server.port}`);
      return proxies;
    };
    const endpoint = new Endpoint({ origin: `https://127.0.0.1:${server.port}`, pin }, { findProxies });
    onTestFinished(() => endpoint.close());
    return endpoint.post('/api/v1/reports', secret, acknowledgement);
  };
  return { server, post };
}

test('through a proxy the report arrives, and the proxy reads nothing of it', async () => {
  const { server, post } = await setUp();
  const proxy = await testProxy();
  expect(await post(proxy.url)).toEqual(acknowledged);
  expect(proxy.asked).toEqual([`127.0.0.1:${server.port}`]);
  expect(server.received()).toContain(secret);
  expect(proxy.through().length).toBeGreaterThan(200);
  expect(proxy.through()).not.toContain(secret);
});

test('a proxy that shows a certificate of its own gets nothing', async () => {
  const { server, post } = await setUp(testIdentity().pin);
  const proxy = await testProxy();
  expect(await post(proxy.url)).toMatchObject({ state: 'distrusted', reason: 'wrong-pin' });
  await server.closed();
  expect(server.received()).toBe('');
});

test('the account that stands in the proxy’s address is used, and never said', async () => {
  const { server, post } = await setUp();
  const proxy = await testProxy();
  expect(await post(proxy.url.replace('//', '//wang:p%40ss@'))).toEqual(acknowledged);
  expect(proxy.asked).toEqual([`127.0.0.1:${server.port} wang:p@ss`]);
  const refusing = await testProxy(407);
  const told = await post(refusing.url.replace('//', '//wang:p%40ss@'));
  expect(told).toMatchObject({ state: 'unreached', detail: expect.stringMatching(/refused.*HTTP 407/) });
  expect(JSON.stringify(told)).not.toContain('p%40ss');
});

test('where one way does not lead there, the next one of the list is tried', async () => {
  const { post } = await setUp();
  const proxy = await testProxy();
  const refusing = await testProxy(503);
  expect(await post(nobody, refusing.url, 'socks5://127.0.0.1:1080', proxy.url)).toEqual(acknowledged);
  expect([refusing.asked.length, proxy.asked.length]).toEqual([1, 1]);
  expect(await post(nobody, 'direct')).toEqual(acknowledged);
});

test.each([
  ['a proxy that is not there', () => nobody, /The proxy 127\.0\.0\.1:1: .*ECONNREFUSED/],
  ['a proxy of a kind that is not spoken', () => 'socks5://127.0.0.1:1080', /kind socks5 can't be used/],
])('%s is said as such', async (_name, url, detail) => {
  const { post } = await setUp();
  expect(await post(url())).toMatchObject({ state: 'unreached', detail: expect.stringMatching(detail) });
});

test('a web server in place of a proxy is said as such', async () => {
  const { post } = await setUp();
  const web = await tcpServer((socket) => socket.end(reply(404, 'no')));
  const told = await post(`http://127.0.0.1:${web.port}`);
  expect(told).toMatchObject({ state: 'unreached', detail: expect.stringContaining('HTTP 404') });
});

test('what stays on this computer goes through no proxy', async () => {
  const server = await tcpServer((socket) => socket.write(reply(200, ack)));
  const findProxies = () => Promise.reject(new Error('nobody asks'));
  const endpoint = new Endpoint({ origin: `http://127.0.0.1:${server.port}`, pin: null }, { findProxies });
  onTestFinished(() => endpoint.close());
  expect(await endpoint.post('/api/v1/reports', secret, acknowledgement)).toEqual(acknowledged);
});
