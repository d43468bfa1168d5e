import { generateKeyPairSync } from 'node:crypto';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import { expect, test } from 'vitest';
import { enrolmentReply, enrolmentType, leaveType } from '../../../src/protocol/enrolment.ts';
import { reportType } from '../../../src/protocol/report.ts';
import { contents, enrolledDevice, newToken, openApp } from '../open-app.ts';
import { allPass, describeDevice, TestDevice } from '../test-device.ts';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a device with a token joins and is listed before its first report', async () => {
  const endpoint = await openApp();
  const device = await TestDevice.create();
  const reply = await endpoint.send('enrolments', await device.enrolment(await newToken(endpoint), 'pc-07'));
  expect(reply.statusCode).toBe(201);
  const body = enrolmentReply.strict().parse(reply.json());
  expect(body).toMatchObject({ epoch: 1, profile: 'standard', department: '研发部' });
  const found = await endpoint.storage.findDevice(body.device);
  expect(found).toMatchObject({ hostname: 'pc-07', standing: 'unknown', hasReported: false, sequence: null });
});

test('a lost reply is given again; once it has reported, the device needs a new token and gets a new epoch', async () => {
  const endpoint = await openApp();
  const device = await TestDevice.create();
  const token = await newToken(endpoint);
  const first = await endpoint.send('enrolments', await device.enrolment(token));
  const again = await endpoint.send('enrolments', await device.enrolment(token));
  expect([again.statusCode, again.json()]).toEqual([201, first.json()]);
  device.device = first.json().device;
  await endpoint.send('reports', await device.assessment(allPass));
  const refused = await endpoint.send('enrolments', await device.enrolment(token));
  expect([refused.statusCode, refused.json().error]).toEqual([409, 'already-enrolled']);
  const anew = await endpoint.send('enrolments', await device.enrolment(await newToken(endpoint)));
  expect(anew.json()).toMatchObject({ device: device.device, epoch: 2 });
  const stale = await endpoint.send('reports', await device.assessment(allPass));
  expect([stale.statusCode, stale.json().error]).toEqual([409, 'stale-epoch']);
});

test('an enrolment recorded by somebody and sent again changes nothing', async () => {
  const endpoint = await openApp();
  const device = await TestDevice.create();
  const token = await newToken(endpoint, 10);
  const recorded = await device.enrolment(token);
  device.device = (await endpoint.send('enrolments', recorded)).json().device;
  await endpoint.send('reports', await device.assessment(allPass));
  const before = await contents(endpoint, [device.device]);
  expect((await endpoint.send('enrolments', recorded)).statusCode).toBe(409);
  expect(await contents(endpoint, [device.device])).toEqual(before);
});

async function forgeries(token: string): Promise<Record<string, [string, number, string]>> {
  const device = await TestDevice.create();
  const stranger = await TestDevice.create();
  const request = { v: 1, token, description: describeDevice() };
  const good = { typ: enrolmentType, jwk: device.jwk };
  const genuine = await device.sign(request, good);
  const [, body = '', signature = ''] = genuine.split('.');
  const withHeader = (header: object) => `${part(header)}.${body}.${signature}`;
  const p384 = await generateKeyPair('ES384', { extractable: true });
  const otherCurve = await new CompactSign(Buffer.from(JSON.stringify(request)))
    .setProtectedHeader({ alg: 'ES384', typ: enrolmentType, jwk: await exportJWK(p384.publicKey) })
    .sign(p384.privateKey);
  const whole = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  const signed = (over: object) => device.sign({ ...request, ...over }, good);
  return {
    'not a JWS': ['x', 400, 'not-a-jws'],
    'no key': [await device.sign(request, { typ: enrolmentType }), 400, 'wrong-header'],
    'wrong type': [await device.sign(request, { ...good, typ: reportType }), 400, 'wrong-header'],
    'a kid besides': [await device.sign(request, { ...good, kid: 'x' }), 400, 'wrong-header'],
    'a critical extension': [withHeader({ alg: 'ES256', ...good, crit: ['x'], x: 1 }), 400, 'wrong-header'],
    'alg none': [withHeader({ alg: 'none', ...good }), 400, 'wrong-header'],
    HS256: [withHeader({ alg: 'HS256', ...good }), 400, 'wrong-header'],
    'another curve': [otherCurve, 400, 'not-a-jws'],
    'a P-384 key': [
      withHeader({ alg: 'ES256', typ: enrolmentType, jwk: await exportJWK(p384.publicKey) }),
      400,
      'invalid-key',
    ],
    'a private key': [await device.sign(request, { typ: enrolmentType, jwk: whole }), 400, 'invalid-key'],
    'a point that is not on the curve': [
      withHeader({ alg: 'ES256', typ: enrolmentType, jwk: { ...device.jwk, y: device.jwk.x } }),
      400,
      'invalid-key',
    ],
    'the point at zero': [
      withHeader({
        alg: 'ES256',
        typ: enrolmentType,
        jwk: { ...device.jwk, x: 'A'.repeat(43), y: 'A'.repeat(43) },
      }),
      400,
      'invalid-key',
    ],
    'a symmetric key': [
      withHeader({ alg: 'ES256', typ: enrolmentType, jwk: { kty: 'oct', k: 'AA' } }),
      400,
      'invalid-key',
    ],
    "another's key": [await stranger.sign(request, good), 401, 'bad-signature'],
    'payload swapped': [genuine.replace(body, part({ ...request, v: 1, extra: 1 })), 401, 'bad-signature'],
    'no payload': [await device.sign(null, good), 400, 'invalid-enrolment'],
    'no description': [await signed({ description: undefined }), 400, 'invalid-enrolment'],
    'an empty token': [await signed({ token: '' }), 400, 'invalid-enrolment'],
    'no token': [await signed({ token: null }), 400, 'invalid-enrolment'],
    'an endless host name': [
      await signed({ description: { ...describeDevice(), hostname: 'x'.repeat(256) } }),
      400,
      'invalid-enrolment',
    ],
    'a token nobody made': [await signed({ token: 'x'.repeat(43) }), 403, 'token-unknown'],
    'a token in other letters': [await signed({ token: token.toLowerCase() }), 403, 'token-unknown'],
  };
}

test('a forged enrolment is refused with its reason, lets nobody in and takes no use of the token', async () => {
  const endpoint = await openApp();
  const token = await newToken(endpoint);
  const before = await contents(endpoint, []);
  for (const [name, [body, status, error]] of Object.entries(await forgeries(token))) {
    const reply = await endpoint.send('enrolments', body);
    expect([reply.statusCode, reply.json().error], name).toEqual([status, error]);
    expect(await contents(endpoint, []), name).toEqual(before);
  }
  const device = await TestDevice.create();
  expect((await endpoint.send('enrolments', await device.enrolment(token))).statusCode).toBe(201);
});

test('two devices with the last use of a token: one joins', async () => {
  const endpoint = await openApp();
  const token = await newToken(endpoint);
  const devices = await Promise.all([TestDevice.create(), TestDevice.create(), TestDevice.create()]);
  const replies = await Promise.all(
    devices.map(async (device) => endpoint.send('enrolments', await device.enrolment(token))),
  );
  expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([201, 403, 403]);
});

test('only the key of a device says that a computer leaves it, and only for the very key that joins', async () => {
  const endpoint = await openApp();
  const old = await enrolledDevice(endpoint, 'pc-01');
  const other = await enrolledDevice(endpoint, 'pc-02');
  const fresh = await TestDevice.create();
  const header = { typ: leaveType, kid: old.device };
  const said = { v: 1, device: old.device, key: fresh.thumbprint };
  const join = async (leaves: string, from = fresh) => {
    const request = { v: 1, token: await newToken(endpoint), description: describeDevice(), leaves };
    return endpoint.send('enrolments', await from.sign(request, { typ: enrolmentType, jwk: from.jwk }));
  };
  const forged: [string, string][] = [
    [await fresh.sign(said, header), 'bad-signature'],
    [await other.sign(said, header), 'bad-signature'],
    [await other.sign(said, { typ: leaveType, kid: other.device }), 'wrong-device'],
    [await old.sign({ ...said, key: other.thumbprint }, header), 'wrong-device'],
    [await old.sign(said, { typ: reportType, kid: old.device }), 'wrong-header'],
    [await old.sign({ v: 1 }, header), 'invalid-enrolment'],
    ['e30.e30.e30', 'invalid-enrolment'],
  ];
  const before = await contents(endpoint, [old.device, other.device]);
  for (const [leaves, error] of forged) expect((await join(leaves)).json().error, error).toBe(error);
  expect((await contents(endpoint, [old.device, other.device])).list).toEqual(before.list);
  const genuine = await old.sign(said, header);
  // Recorded and sent along with another key it is of no use.
  expect((await join(genuine, await TestDevice.create())).json().error).toBe('wrong-device');
  const joined = await join(genuine);
  expect(joined.statusCode).toBe(201);
  expect((await endpoint.storage.findDevice(old.device))?.secondHistories).toMatchObject([
    { sign: 'new-key', successor: joined.json().device },
  ]);
  // A device of another endpoint is none of this one's.
  const foreign = await TestDevice.create();
  const elsewhere = await old.sign(
    { ...said, key: foreign.thumbprint },
    { typ: leaveType, kid: 'elsewhere' },
  );
  expect((await join(elsewhere, foreign)).statusCode).toBe(201);
});
