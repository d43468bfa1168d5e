import fc from 'fast-check';
import { CompactSign, generateKeyPair } from 'jose';
import { expect, test } from 'vitest';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { selfTest } from '../../src/policy/self-test.ts';
import { policyRequestType, policyType } from '../../src/protocol/policy.ts';
import { acknowledgement, reportType } from '../../src/protocol/report.ts';
import { redactedPaths } from '../../src/server/http/request-log.ts';
import { newPolicyKey } from '../../src/signed-policy/policy-key.ts';
import { readSignedPolicy } from '../../src/signed-policy/read-signed-policy.ts';
import { asker, contents, enrolledDevice, newToken, openApp, signedIn } from '../server/open-app.ts';
import { allPass, assessmentOf, TestDevice } from '../server/test-device.ts';
import { pinned, pinnedName, policyOf, signedPolicy } from '../signed-policy/policies.ts';

/*
 * What happened to others in our field; docs/security.md says what stops it here. Rows that need Electron, TLS or a browser are
 * in test/e2e and test/agent under the same names.
 */

test('Wazuh CVE-2025-24016: what a device sends is decoded to plain data; a class, a prototype or an exception in it is text', async () => {
  const endpoint = await openApp();
  const device = await enrolledDevice(endpoint);
  const hostile = JSON.parse(
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"__unhandled_exc__":{"__class__":"os.system","__args__":["id"]}}',
  );
  const assessment = {
    ...assessmentOf(allPass),
    facts: { x: { state: 'known', value: hostile, source: 's' } },
  };
  const next = {
    ...device.next({ kind: 'assessment', assessment: assessmentOf(allPass) }),
    assessment,
    ...hostile,
  };
  const jws = await device.sign(next, { typ: reportType, kid: device.device });
  expect((await endpoint.send('reports', jws)).statusCode).toBe(200);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  const ask = asker(endpoint, await signedIn(endpoint));
  expect((await ask(`fleet/devices/${device.device}`)).statusCode).toBe(200);
});

test('Wazuh CVE-2026-74036: a policy is data and signed: a command in it is passed over, one without the pinned key refused', () => {
  const withCommand = { ...policyOf(2), run: ['sh', '-c', 'id'], commands: { standard: 'rm -rf /' } };
  const read = readSignedPolicy(signedPolicy(withCommand), pinned);
  expect(read.ok && Object.keys(read.signed.policy).sort()).toEqual(['keyDays', 'profiles', 'version']);
  expect(readSignedPolicy(signedPolicy(policyOf(2), {}, newPolicyKey()), pinned)).toMatchObject({
    ok: false,
    reason: 'bad-signature',
  });
  expect(readSignedPolicy(JSON.stringify(policyOf(2)), pinned)).toMatchObject({ ok: false });
});

test('Wazuh CVE-2026-74035: an empty, missing or null secret opens nothing', async () => {
  const endpoint = await openApp();
  await signedIn(endpoint);
  const device = await TestDevice.create();
  for (const password of ['', null, undefined, 0, false]) {
    const payload = { user: '王伟', ...(password !== undefined && { password }) };
    const reply = await endpoint.app.inject({ method: 'POST', url: '/api/v1/session', payload });
    expect([400, 401]).toContain(reply.statusCode);
  }
  for (const token of ['', ' ', 'null', 'undefined'])
    expect(
      (await endpoint.send('enrolments', await device.enrolment(token))).statusCode,
    ).toBeGreaterThanOrEqual(400);
  for (const cookie of ['', 'deskward-session=', 'deskward-session=null'])
    expect((await asker(endpoint, cookie)('fleet/summary')).statusCode).toBe(401);
});

test('Wazuh CVE-2024-32038 and CVE-2023-7340: no length in an enrolment overflows anything', async () => {
  const endpoint = await openApp();
  const device = await TestDevice.create();
  const token = await newToken(endpoint, 100);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 300_000 }),
      fc.constantFrom('A', '工', '\u0000'),
      async (length, letter) => {
        const reply = await endpoint.send('enrolments', await device.enrolment(token, letter.repeat(length)));
        expect(reply.statusCode).toBeLessThan(500);
      },
    ),
    { numRuns: 40 },
  );
});

test('Wazuh CVE-2026-44256: a line break in a user name makes no line of its own in the log', async () => {
  const lines: string[] = [];
  const stream = { write: (line: string) => void lines.push(line) };
  const endpoint = await openApp({ logger: { level: 'info', stream, redact: redactedPaths } });
  const user = 'eve\r\n{"level":30,"msg":"admin signed in"}';
  const payload = { user, password: 'correct horse battery' };
  await endpoint.app.inject({ method: 'POST', url: '/api/v1/session', payload });
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    expect(line.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(line).msg).not.toBe('admin signed in');
  }
});

test('Fleet CVE-2025-27509, CVE-2020-26276 and CVE-2022-23600: XML is read nowhere on the endpoint', async () => {
  const endpoint = await openApp();
  const xml =
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Response>&x;</Response>';
  for (const url of [
    '/api/v1/session',
    '/api/v1/setup',
    '/api/v1/enrolments',
    '/api/v1/reports',
    '/api/v1/policy',
  ])
    for (const type of ['application/xml', 'text/xml', 'application/samlassertion+xml']) {
      const headers = { 'content-type': type };
      const reply = await endpoint.app.inject({ method: 'POST', url, payload: xml, headers });
      expect(reply.statusCode, `${url} ${type}`).toBe(415);
    }
});

test('Fleet CVE-2026-23518: an enrolment that its key did not sign enrols nothing', async () => {
  const endpoint = await openApp();
  const [device, stranger] = [await TestDevice.create(), await TestDevice.create()];
  const [header, payload] = (await device.enrolment(await newToken(endpoint))).split('.');
  const foreign = (await stranger.enrolment('x'.repeat(20))).split('.')[2] ?? '';
  const before = await contents(endpoint, []);
  for (const signature of ['', foreign, 'A'.repeat(86)]) {
    const reply = await endpoint.send('enrolments', `${header}.${payload}.${signature}`);
    expect([400, 401]).toContain(reply.statusCode);
  }
  expect(await contents(endpoint, [])).toEqual(before);
});

test('Fleet CVE-2026-24004 and CVE-2026-25963: nobody acts on a device without a session, and no device in the name of another', async () => {
  const endpoint = await openApp();
  const [one, two] = [await enrolledDevice(endpoint, 'a'), await enrolledDevice(endpoint, 'b')];
  for (const { method, url } of endpoint.app.routeTable) {
    if (!url.includes('devices')) continue;
    const path = url.replace(':device', one.device);
    const reply = await endpoint.app.inject({ method: String(method) as 'GET', url: path, payload: {} });
    expect([401, 404], `${method} ${url}`).toContain(reply.statusCode);
  }
  const next = two.next({ kind: 'assessment', assessment: assessmentOf(allPass) });
  const inAnothersName = await two.sign(
    { ...next, device: one.device },
    { typ: reportType, kid: two.device },
  );
  expect((await endpoint.send('reports', inAnothersName)).json().error).toBe('wrong-device');
  const asked = { v: 1, device: one.device, version: 2 };
  const request = await two.sign(asked, { typ: policyRequestType, kid: two.device });
  expect((await endpoint.send('policy', request)).json().error).toBe('wrong-device');
});

test('Fleet CVE-2026-22808: a hostile device name is text, and the page may run nothing inline', async () => {
  const endpoint = await openApp();
  const name = '<img src=x onerror=alert(1)>"\'><script>alert(2)</script>';
  const device = await enrolledDevice(endpoint, name);
  const ask = asker(endpoint, await signedIn(endpoint));
  const reply = await ask(`fleet/devices/${device.device}`);
  expect(reply.headers['content-type']).toContain('application/json');
  expect(reply.json().hostname).toBe(name);
  const page = await endpoint.app.inject({ method: 'GET', url: '/' });
  const policy = String(page.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
});

test('CrowdStrike 291: a policy with another number of fields than the agent expects is refused, and the last good one stays', async () => {
  const key = newPolicyKey();
  const { publicHalf } = await import('../../src/signed-policy/policy-key.ts');
  const { standard } = policyOf(2).profiles;
  const limits = { ...standard['screen-lock']?.limits };
  for (const wrong of [{}, { ...limits, graceSeconds: undefined }, { ...limits, twentyFirst: 0 }]) {
    const entry = { severity: 'required', limits: wrong };
    const policy = {
      ...policyOf(2),
      profiles: { ...policyOf(2).profiles, standard: { 'screen-lock': entry } },
    };
    expect(readSignedPolicy(signedPolicy(policy, {}, key), publicHalf(key)).ok, JSON.stringify(wrong)).toBe(
      false,
    );
  }
  expect(selfTest(defaultPolicy())).toBeNull();
});

test('agents and endpoint never upgrade together: an acknowledgement of a later endpoint is still one', () => {
  const later = {
    epoch: 1,
    sequence: 2,
    want: 'assessment',
    assignment: { v: 9 },
    policy: 'soon',
    mood: 'calm',
  };
  expect(acknowledgement.parse(later)).toMatchObject({ epoch: 1, sequence: 2, want: 'assessment' });
});

test('a policy of another algorithm or key type is none, whoever signed it', async () => {
  for (const alg of ['ES384', 'EdDSA', 'RS256']) {
    const { privateKey } = await generateKeyPair(alg);
    const jws = await new CompactSign(Buffer.from('{}'))
      .setProtectedHeader({ alg, typ: policyType, kid: pinnedName })
      .sign(privateKey);
    expect(readSignedPolicy(jws, pinned).ok).toBe(false);
  }
});
