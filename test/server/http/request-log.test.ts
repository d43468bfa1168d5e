import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { redactedPaths } from '../../../src/server/http/request-log.ts';
import { administrator, enrolledDevice, newToken, openApp, signedIn } from '../open-app.ts';
import { allPass, TestDevice } from '../test-device.ts';

test('the log knows what happened, and no password, token, session or report', async () => {
  let log = '';
  const stream = new Writable({
    write(text, _encoding, done) {
      log += text;
      done();
    },
  });
  const endpoint = await openApp({ logger: { level: 'trace', stream, redact: redactedPaths } });
  const cookie = await signedIn(endpoint);
  await endpoint.app.inject({ method: 'POST', url: '/api/v1/session', payload: administrator });
  await endpoint.app.inject({ url: '/api/v1/fleet/summary', headers: { cookie } });
  const token = await newToken(endpoint);
  const device = await TestDevice.create();
  await endpoint.send('enrolments', await device.enrolment(token));
  const known = await enrolledDevice(endpoint, 'pc-02');
  const jws = await known.assessment(allPass);
  await endpoint.send('reports', jws);
  await endpoint.send('reports', `${jws.slice(0, -4)}AAAA`);
  endpoint.app.log.warn(
    { password: administrator.password, body: { token, jws }, headers: { cookie } },
    'careless',
  );
  expect(log).toContain('/api/v1/session');
  expect(log).toContain('careless');
  expect(log).toMatch(/"refusal":"(bad-signature|not-a-jws)"/);
  for (const secret of [
    administrator.password,
    token,
    cookie.split('=')[1] ?? '',
    jws.split('.')[1] ?? '',
    jws.split('.')[2] ?? '',
  ])
    expect(log).not.toContain(secret);
});

test('a report that is taken writes no line', async () => {
  let lines = 0;
  const stream = new Writable({
    write(_text, _encoding, done) {
      lines += 1;
      done();
    },
  });
  const endpoint = await openApp({ logger: { level: 'info', stream } });
  const device = await enrolledDevice(endpoint);
  const before = lines;
  await endpoint.send('reports', await device.assessment(allPass));
  expect(lines).toBe(before);
});
