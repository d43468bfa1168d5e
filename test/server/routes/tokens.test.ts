import { expect, test } from 'vitest';
import { parseEnrolmentString } from '../../../src/protocol/enrolment.ts';
import { readEnrolmentFile } from '../../../src/protocol/enrolment-file.ts';
import { newToken as made, tokenList } from '../../../src/protocol/token.ts';
import { ensureBundleKeys } from '../../../src/server/bundle/bundle-keys.ts';
import { asker, openApp, signedIn } from '../open-app.ts';
import { TestDevice } from '../test-device.ts';

const request = { profile: 'confidential', department: ' 法务部 ', uses: 2, days: 3 };

test('a token is shown once, lets devices in, is listed without its secret, and can be revoked', async () => {
  const endpoint = await openApp();
  const ask = asker(endpoint, await signedIn(endpoint));
  const reply = await ask('tokens', { method: 'POST', payload: request });
  expect(reply.statusCode).toBe(201);
  const { id, token } = made.strict().parse(reply.json());
  const device = await TestDevice.create();
  const joined = await endpoint.send('enrolments', await device.enrolment(token));
  expect(joined.json()).toMatchObject({ profile: 'confidential', department: '法务部' });
  const listed = await ask('tokens');
  expect(listed.body).not.toContain(token);
  expect(tokenList.strict().parse(listed.json()).tokens).toMatchObject([
    { id, uses: 2, used: 1, madeBy: '王伟', department: '法务部' },
  ]);
  expect((await ask(`tokens/${id}`, { method: 'DELETE' })).statusCode).toBe(204);
  expect((await ask('tokens')).json()).toEqual({ tokens: [] });
  const late = await TestDevice.create();
  const refused = await endpoint.send('enrolments', await late.enrolment(token));
  expect(refused.json().error).toBe('token-revoked');
  expect((await ask('tokens/none', { method: 'DELETE' })).statusCode).toBe(404);
});

test('a token out of bounds is refused with the field that is wrong', async () => {
  const endpoint = await openApp();
  const ask = asker(endpoint, await signedIn(endpoint));
  for (const [field, value] of [
    ['uses', 0],
    ['uses', 1.5],
    ['days', 366],
    ['profile', 'root'],
    ['department', 'x'.repeat(101)],
  ] as const) {
    const reply = await ask('tokens', { method: 'POST', payload: { ...request, [field]: value } });
    expect(reply.statusCode, field).toBe(400);
    expect(reply.json().message).toContain(`${field}:`);
  }
  expect((await ask('tokens')).json()).toEqual({ tokens: [] });
});

test('with it comes the file for a machine that no network reaches, once the endpoint has keys for files; nobody gets one without a session', async () => {
  const endpoint = await openApp();
  const ask = asker(endpoint, await signedIn(endpoint));
  const before = await ask('tokens', { method: 'POST', payload: request });
  expect(before.json().file).toBeNull();
  await ensureBundleKeys(endpoint.folder, endpoint.storage);
  const { file, enrolmentString, token } = (await ask('tokens', { method: 'POST', payload: request })).json();
  expect(readEnrolmentFile(file)).toEqual({
    ...parseEnrolmentString(enrolmentString),
    token,
    bundleKeys: await endpoint.storage.findBundleKeys(),
  });
  const stranger = await asker(endpoint, '')('tokens', { method: 'POST', payload: request });
  expect([stranger.statusCode, stranger.body.includes('bundleKeys')]).toEqual([401, false]);
});
