import { expect, test } from 'vitest';
import { administrator, enrolledDevice, newToken, type OpenApp, openApp, signedIn } from '../open-app.ts';
import { allPass, TestDevice } from '../test-device.ts';

/** A page that listens over a real socket. */
async function listen(address: string, cookie: string) {
  const reply = await fetch(`${address}/api/v1/fleet/events`, { headers: { cookie } });
  const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    reply,
    /** Resolves when the stream has said it; rejects when it ends first. */
    async heard(part: string): Promise<string> {
      while (!text.includes(part)) {
        const { value, done } = (await reader?.read()) ?? { done: true };
        if (done) throw new Error(`the stream ended after: ${text}`);
        text += value;
      }
      return text;
    },
    async ended(): Promise<boolean> {
      while (!(await reader?.read())?.done);
      return true;
    },
    leave: () => reader?.cancel(),
  };
}

async function listening(endpoint: OpenApp) {
  return endpoint.app.listen({ host: '127.0.0.1', port: 0 });
}

test('a page hears of a report after it is stored, once for each device', async () => {
  const endpoint = await openApp();
  const device = await enrolledDevice(endpoint);
  const address = await listening(endpoint);
  const page = await listen(address, await signedIn(endpoint));
  expect(page.reply.headers.get('content-type')).toBe('text/event-stream');
  expect(page.reply.headers.get('x-content-type-options')).toBe('nosniff');
  await page.heard(': connected');
  for (const status of ['pass', 'fail', 'pass'] as const)
    await endpoint.send('reports', await device.assessment({ ...allPass, sharing: status }));
  const text = await page.heard(`data: {"device":"${device.device}"}\n\n`);
  expect(text).toContain('event: changed\n');
  await page.leave();
});

test('a new device is heard of as well, a repeated or refused report is not', async () => {
  const endpoint = await openApp();
  const known = await enrolledDevice(endpoint);
  const jws = await known.assessment(allPass);
  await endpoint.send('reports', jws);
  const address = await listening(endpoint);
  const page = await listen(address, await signedIn(endpoint));
  await page.heard(': connected');
  await endpoint.send('reports', jws);
  await endpoint.send('reports', `${jws.slice(0, -4)}AAAA`);
  const device = await TestDevice.create();
  const reply = await endpoint.send('enrolments', await device.enrolment(await newToken(endpoint)));
  const text = await page.heard(reply.json().device);
  expect(text).not.toContain(known.device);
  await page.leave();
});

test('signing out ends the streams of that session and of no other', async () => {
  const endpoint = await openApp();
  const device = await enrolledDevice(endpoint);
  const address = await listening(endpoint);
  const first = await signedIn(endpoint);
  const again = await endpoint.app.inject({ method: 'POST', url: '/api/v1/session', payload: administrator });
  const second = `${again.cookies[0]?.name}=${again.cookies[0]?.value}`;
  const [leaving, staying] = [await listen(address, first), await listen(address, second)];
  await leaving.heard(': connected');
  await staying.heard(': connected');
  await fetch(`${address}/api/v1/session`, { method: 'DELETE', headers: { cookie: first } });
  expect(await leaving.ended()).toBe(true);
  await endpoint.send('reports', await device.assessment(allPass));
  await staying.heard(device.device);
  await staying.leave();
});

test('an endpoint that closes ends the streams that are open', async () => {
  const endpoint = await openApp();
  const address = await listening(endpoint);
  const page = await listen(address, await signedIn(endpoint));
  await page.heard(': connected');
  const closed = endpoint.app.close();
  expect(await page.ended()).toBe(true);
  await closed;
});

test('without a session there is no stream', async () => {
  const endpoint = await openApp();
  const page = await listen(await listening(endpoint), 'deskward-session=x');
  expect(page.reply.status).toBe(401);
});
