import { createHmac } from 'node:crypto';
import { CompactSign, exportSPKI, generateKeyPair, importJWK } from 'jose';
import { expect, test } from 'vitest';
import { enrolmentType } from '../../../src/protocol/enrolment.ts';
import { acknowledgement, maxReportBytes, refusal, reportType } from '../../../src/protocol/report.ts';
import { contents, enrolledDevice, openApp } from '../open-app.ts';
import { allPass, assessmentOf, digestOf, type TestDevice } from '../test-device.ts';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a signed report is stored whole and acknowledged by its number', async () => {
  const endpoint = await openApp();
  const device = await enrolledDevice(endpoint);
  const jws = await device.assessment({ ...allPass, sharing: 'fail' });
  const reply = await endpoint.send('reports', jws);
  expect(reply.statusCode).toBe(200);
  expect(acknowledgement.strict().parse(reply.json())).toEqual({ epoch: 1, sequence: 1 });
  expect(await endpoint.storage.readReports(device.device)).toMatchObject([
    { jws, link: 'linked', conflicts: 0 },
  ]);
});

test('the same bytes again are acknowledged again; other bytes with that number are not', async () => {
  const endpoint = await openApp();
  const device = await enrolledDevice(endpoint);
  const payload = device.next({ kind: 'assessment', assessment: assessmentOf(allPass) });
  const jws = await device.signReport(payload);
  // ECDSA signs with a new random number each time: the same payload, other bytes.
  const other = await device.sign(payload, { typ: reportType, kid: device.device });
  expect(other).not.toBe(jws);
  const replies = [];
  for (const body of [jws, jws, other, jws]) replies.push((await endpoint.send('reports', body)).statusCode);
  expect(replies).toEqual([200, 200, 409, 200]);
  expect(await endpoint.storage.readReports(device.device)).toMatchObject([{ jws, conflicts: 1 }]);
});

test('a heartbeat with an unknown digest is acknowledged and answered with a wish', async () => {
  const endpoint = await openApp();
  const device = await enrolledDevice(endpoint);
  const first = await endpoint.send('reports', await device.heartbeat(digestOf('unknown here')));
  expect(first.json()).toEqual({ epoch: 1, sequence: 1, want: 'assessment' });
  await endpoint.send('reports', await device.assessment(allPass));
  const later = await endpoint.send('reports', await device.heartbeat(digestOf(allPass)));
  expect(later.json()).toEqual({ epoch: 1, sequence: 3 });
});

test('any clock of the device is accepted, and its skew is shown', async () => {
  const now = Date.parse('2026-11-24T08:00:00.000Z');
  const endpoint = await openApp({ clock: () => now });
  for (const at of [
    '1970-01-01T00:00:00.000Z',
    '2026-11-24T08:00:05.000Z',
    '9999-12-31T23:59:59.999Z',
    '0001-01-01T00:00:00Z',
  ]) {
    const device = await enrolledDevice(endpoint, `clock-${at}`);
    const reply = await endpoint.send('reports', await device.assessment(allPass, at));
    expect(reply.statusCode, at).toBe(200);
    const found = await endpoint.storage.findDevice(device.device);
    expect(found?.clockSkewMs).toBe(Date.parse(at) - now);
  }
});

test('reports sent at the same time share commits and each gets its own answer', async () => {
  const endpoint = await openApp();
  const devices = await Promise.all(
    Array.from({ length: 20 }, (_, index) => enrolledDevice(endpoint, `pc-${index}`)),
  );
  const replies = await Promise.all(
    devices.map(async (device) => endpoint.send('reports', await device.assessment(allPass))),
  );
  expect(replies.map(({ statusCode }) => statusCode)).toEqual(devices.map(() => 200));
  expect((await endpoint.storage.countFleet(0)).standings.compliant).toBe(20);
});

/** Each is a report that somebody without the device's key could send, or a device that lies. */
async function forgeries(
  device: TestDevice,
  stranger: TestDevice,
): Promise<Record<string, [string, number, string]>> {
  const payload = { ...device.next({ kind: 'assessment', assessment: assessmentOf(allPass) }) };
  const good = { typ: reportType, kid: device.device };
  const header = { alg: 'ES256', ...good };
  const genuine = await device.sign(payload, good);
  const [head = '', body = '', signature = ''] = genuine.split('.');
  const spki = await exportSPKI(
    (await importJWK(device.publicJwk, 'ES256', { extractable: true })) as CryptoKey,
  );
  const hmac = (alg: string, secret: string) => {
    const signed = `${part({ ...header, alg })}.${part(payload)}`;
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  };
  const p384 = await generateKeyPair('ES384');
  const otherCurve = await new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ ...header, alg: 'ES384' })
    .sign(p384.privateKey);
  const changed = part({ ...payload, sequence: 99 });
  const flip = (text: string) => (text.startsWith('A') ? `B${text.slice(1)}` : `A${text.slice(1)}`);
  const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const nonCanonical = signature.slice(0, -1) + last[last.indexOf(signature.at(-1) ?? 'A') ^ 1];
  const signed = (over: object, head: Record<string, unknown> = good) =>
    device.sign({ ...payload, ...over }, head);
  return {
    empty: ['', 400, 'invalid-request'],
    'not a JWS': ['hello', 400, 'not-a-jws'],
    'two parts': [`${head}.${body}`, 400, 'not-a-jws'],
    'four parts': [`${genuine}.x`, 400, 'not-a-jws'],
    'JSON serialization': [JSON.stringify({ protected: head, payload: body, signature }), 400, 'not-a-jws'],
    'no signature': [`${head}.${body}.`, 400, 'not-a-jws'],
    'signature cut short': [genuine.slice(0, -1), 400, 'not-a-jws'],
    'signature too long': [`${genuine}A`, 400, 'not-a-jws'],
    'signature spelt otherwise': [`${head}.${body}.${nonCanonical}`, 400, 'not-a-jws'],
    'signature of zeros': [`${head}.${body}.${'A'.repeat(86)}`, 401, 'bad-signature'],
    'signature changed': [`${head}.${body}.${flip(signature)}`, 401, 'bad-signature'],
    'white space': [` ${genuine}\n`, 400, 'not-a-jws'],
    padding: [`${head}=.${body}.${signature}`, 400, 'not-a-jws'],
    'header not JSON': [`${part('x').slice(1)}.${body}.${signature}`, 400, 'wrong-header'],
    'header null': [`${part(null)}.${body}.${signature}`, 400, 'wrong-header'],
    'alg none': [`${part({ ...header, alg: 'none' })}.${body}.`, 400, 'not-a-jws'],
    'alg none with a signature': [
      `${part({ ...header, alg: 'none' })}.${body}.${signature}`,
      400,
      'wrong-header',
    ],
    'alg ES256K': [`${part({ ...header, alg: 'ES256K' })}.${body}.${signature}`, 400, 'wrong-header'],
    'alg in other letters': [
      `${part({ ...header, alg: 'es256' })}.${body}.${signature}`,
      400,
      'wrong-header',
    ],
    'HS256 with the public key': [hmac('HS256', spki), 400, 'not-a-jws'],
    'HS256 with the public JWK': [hmac('HS256', JSON.stringify(device.jwk)), 400, 'not-a-jws'],
    'HMAC that claims ES256': [
      hmac('ES256', spki).replace(/[^.]*$/, (mac) => mac.padEnd(86, 'A')),
      401,
      'bad-signature',
    ],
    'another curve': [otherCurve, 400, 'not-a-jws'],
    'wrong type': [await signed({}, { ...good, typ: enrolmentType }), 400, 'wrong-header'],
    'no type': [await signed({}, { kid: device.device }), 400, 'wrong-header'],
    'no kid': [await signed({}, { typ: reportType }), 400, 'wrong-header'],
    'a key in the header': [await signed({}, { ...good, jwk: device.jwk }), 400, 'wrong-header'],
    'a stranger brings its key': [
      await stranger.sign(payload, { ...good, jwk: stranger.jwk }),
      400,
      'wrong-header',
    ],
    'a key by address': [
      await signed({}, { ...good, jku: 'https://evil.example/keys' }),
      400,
      'wrong-header',
    ],
    'a critical extension': [
      `${part({ ...header, crit: ['b64'], b64: false })}.${body}.${signature}`,
      400,
      'wrong-header',
    ],
    'unknown device': [await signed({}, { ...good, kid: 'nobody' }), 401, 'unknown-device'],
    'SQL in the kid': [await signed({}, { ...good, kid: "' OR 1=1 --" }), 401, 'unknown-device'],
    'prototype in the kid': [await signed({}, { ...good, kid: '__proto__' }), 401, 'unknown-device'],
    "another's signature": [await stranger.sign(payload, good), 401, 'bad-signature'],
    "another's device in the payload": [await signed({ device: stranger.device }), 400, 'wrong-device'],
    'payload swapped': [`${head}.${changed}.${signature}`, 401, 'bad-signature'],
    'payload cut short': [`${head}.${body.slice(0, -4)}.${signature}`, 401, 'bad-signature'],
    'payload null': [await device.sign(null, good), 400, 'invalid-report'],
    'wrong version': [await signed({ v: 2 }), 400, 'invalid-report'],
    'number zero': [await signed({ sequence: 0 }), 400, 'invalid-report'],
    'number beyond integers': [await signed({ sequence: 2 ** 53 }), 400, 'invalid-report'],
    'no time': [await signed({ at: 'yesterday' }), 400, 'invalid-report'],
    'a day that does not exist': [await signed({ at: '2026-02-30T00:00:00Z' }), 400, 'invalid-report'],
    'a status of its own': [
      await signed({ assessment: { ...assessmentOf(allPass), verdicts: [{ rule: 'x', status: 'fine' }] } }),
      400,
      'invalid-report',
    ],
    'another epoch': [await signed({ epoch: 2 }), 409, 'unknown-epoch'],
    'too large': ['x'.repeat(maxReportBytes + 1), 413, 'too-large'],
  };
}

test('a forged, confused or cut report is refused with its reason, and nothing is stored', async () => {
  const endpoint = await openApp();
  const device = await enrolledDevice(endpoint);
  const stranger = await enrolledDevice(endpoint, 'pc-02');
  const devices = [device.device, stranger.device];
  const before = await contents(endpoint, devices);
  for (const [name, [body, status, error]] of Object.entries(await forgeries(device, stranger))) {
    const reply = await endpoint.send('reports', body);
    expect([reply.statusCode, reply.json().error], name).toEqual([status, error]);
    expect(refusal.strict().safeParse(reply.json()).success, name).toBe(true);
    expect(await contents(endpoint, devices), name).toEqual(before);
  }
  const genuine = await endpoint.send('reports', await device.assessment(allPass));
  expect(genuine.statusCode).toBe(200);
});

test('only application/jose is read', async () => {
  const endpoint = await openApp();
  const device = await enrolledDevice(endpoint);
  const jws = await device.assessment(allPass);
  for (const type of ['application/json', 'text/plain', 'application/jose+json', 'multipart/form-data'])
    expect((await endpoint.send('reports', jws, { 'content-type': type })).statusCode, type).toBe(415);
});

test('a device that never stops sending is told to wait, and the others are not', async () => {
  const endpoint = await openApp();
  const [busy, calm] = [await enrolledDevice(endpoint), await enrolledDevice(endpoint, 'pc-02')];
  const jws = await busy.assessment(allPass);
  const statuses = new Set<number>();
  for (let sent = 0; sent <= 6000; sent += 1) statuses.add((await endpoint.send('reports', jws)).statusCode);
  expect([...statuses]).toEqual([200, 429]);
  const refused = await endpoint.send('reports', jws);
  expect(refused.json().error).toBe('too-many-requests');
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await endpoint.send('reports', await calm.assessment(allPass))).statusCode).toBe(200);
});

test('an address that sends what no device sends is slowed down; other addresses, and what it did right, are not', async () => {
  const endpoint = await openApp();
  const device = await enrolledDevice(endpoint);
  const from = (remoteAddress: string, payload: string) =>
    endpoint.app.inject({
      method: 'POST',
      url: '/api/v1/reports',
      payload,
      remoteAddress,
      headers: { 'content-type': 'application/jose' },
    });
  for (let count = 0; count < 50; count += 1)
    expect((await from('10.0.0.1', await device.heartbeat(digestOf('x')))).statusCode).toBe(200);
  // A name of its own each time: no limit for one device would ever be reached.
  const nonsense = (count: number) => `${part({ alg: 'ES256', kid: `device-${count}` })}.e30.AAAA`;
  for (let count = 0; count < 600; count += 1)
    expect((await from('10.0.0.1', nonsense(count))).statusCode).toBeLessThan(429);
  const slowed = await from('10.0.0.1', nonsense(600));
  expect([slowed.statusCode, slowed.json().error]).toEqual([429, 'too-many-requests']);
  expect(Number(slowed.headers['retry-after'])).toBeGreaterThan(0);
  expect((await from('10.0.0.2', await device.heartbeat(digestOf('x')))).statusCode).toBe(200);
});
