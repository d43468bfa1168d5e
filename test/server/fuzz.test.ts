import fc from 'fast-check';
import { compactVerify, importJWK } from 'jose';
import { expect, test } from 'vitest';
import { isSignedBy, readJws } from '../../src/jws/compact-jws.ts';
import { importKey } from '../../src/jws/device-key.ts';
import { enrolmentType } from '../../src/protocol/enrolment.ts';
import { refusal, reportType } from '../../src/protocol/report.ts';
import { bytesInUse } from '../bytes-in-use.ts';
import { ofWhole } from '../effort.ts';
import { asker, contents, enrolledDevice, newToken, type OpenApp, openApp, signedIn } from './open-app.ts';
import { allPass, assessmentOf, describeDevice } from './test-device.ts';

const part = fc.oneof(
  fc.base64String().map((text) => text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')),
  fc.json().map((text) => Buffer.from(text).toString('base64url')),
  fc.string({ unit: 'binary' }),
);
const bodies = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 2000 }),
  fc.tuple(part, part, part).map((parts) => parts.join('.')),
);

/** Another one each time: the limit for one address would else answer in the endpoint's place. */
function addresses(): () => string {
  let given = 0;
  return () => {
    given += 1;
    return `10.${(given >> 16) % 256}.${(given >> 8) % 256}.${given % 256}`;
  };
}

function fromAnywhere({ send }: OpenApp) {
  const address = addresses();
  return (path: string, payload: string) => send(path, payload, {}, address());
}

test('whatever is sent as a report or an enrolment is answered with a refusal and leaves nothing', async () => {
  const endpoint = await openApp();
  const send = fromAnywhere(endpoint);
  const device = await enrolledDevice(endpoint);
  const before = await contents(endpoint, [device.device]);
  await fc.assert(
    fc.asyncProperty(bodies, fc.constantFrom('reports', 'enrolments'), async (body, route) => {
      const reply = await send(route, body);
      expect(reply.statusCode).toBeGreaterThanOrEqual(400);
      expect(reply.statusCode).not.toBe(429);
      expect(reply.statusCode).toBeLessThan(500);
      expect(refusal.strict().safeParse(reply.json()).success).toBe(true);
    }),
    { numRuns: ofWhole(200_000, 400) },
  );
  expect(await contents(endpoint, [device.device])).toEqual(before);
});

test('an endpoint that refused much holds no more memory than one that refused a little', async () => {
  const endpoint = await openApp();
  const send = fromAnywhere(endpoint);
  const refuseMany = () =>
    fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        await send('reports', body);
      }),
      { numRuns: ofWhole(50_000, 600) },
    );
  await refuseMany();
  const before = await bytesInUse();
  await refuseMany();
  expect((await bytesInUse()) - before).toBeLessThan(20_000_000);
});

/** Puts any value anywhere into a value of ours. */
function damaged(value: unknown): fc.Arbitrary<unknown> {
  const paths: string[][] = [];
  const walk = (inner: unknown, path: string[]): void => {
    paths.push(path);
    if (typeof inner === 'object' && inner !== null)
      for (const [key, next] of Object.entries(inner)) walk(next, [...path, key]);
  };
  walk(value, []);
  return fc
    .tuple(fc.constantFrom(...paths), fc.anything({ withNullPrototype: false }))
    .map(([path, wrong]) => {
      const copy = { root: structuredClone(value) } as Record<string, unknown>;
      let place = copy;
      for (const key of ['root', ...path].slice(0, -1)) place = place[key] as Record<string, unknown>;
      place[['root', ...path].at(-1) ?? 'root'] = jsonable(wrong);
      return (copy as { root?: unknown }).root;
    });
}

function jsonable(value: unknown): unknown {
  try {
    return JSON.parse(
      JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? Number(one) : one)) ?? 'null',
    );
  } catch {
    return null;
  }
}

test('a device that signs nonsense is never an error of the endpoint, and never an unreadable page', async () => {
  const endpoint = await openApp();
  const device = await enrolledDevice(endpoint);
  const template = { ...device.next({ kind: 'assessment', assessment: assessmentOf(allPass) }) };
  const send = fromAnywhere(endpoint);
  const address = addresses();
  const ask = asker(endpoint, await signedIn(endpoint));
  let sequence = 0;
  await fc.assert(
    fc.asyncProperty(damaged(template), async (payload) => {
      sequence += 1;
      const numbered =
        typeof payload === 'object' && payload !== null && 'sequence' in payload && payload.sequence === 1
          ? { ...payload, sequence }
          : payload;
      const jws = await device.sign(numbered, { typ: reportType, kid: device.device });
      expect([200, 400, 409]).toContain((await send('reports', jws)).statusCode);
      const page = await ask(`fleet/devices/${device.device}`, { remoteAddress: address() });
      expect(page.statusCode).toBe(200);
    }),
    { numRuns: ofWhole(60_000, 300) },
  );
});

test('a new device that signs nonsense is never an error of the endpoint', async () => {
  const endpoint = await openApp();
  const send = fromAnywhere(endpoint);
  const token = await newToken(endpoint, 1000);
  const device = await enrolledDevice(endpoint);
  await fc.assert(
    fc.asyncProperty(damaged({ v: 1, token, description: describeDevice() }), async (request) => {
      const jws = await device.sign(request, { typ: enrolmentType, jwk: device.publicJwk });
      const { statusCode } = await send('enrolments', jws);
      expect(statusCode).toBeLessThan(500);
      expect(statusCode).not.toBe(429);
    }),
    { numRuns: ofWhole(60_000, 200) },
  );
});

test('what this endpoint takes for signed, a JOSE library takes for signed', async () => {
  const endpoint = await openApp();
  const device = await enrolledDevice(endpoint);
  const jws = await device.assessment(allPass);
  const [own, theirs] = [importKey(device.jwk), await importJWK(device.publicJwk, 'ES256')];
  if (own === null) throw new Error('not a key');
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= ';
  const edit = fc.tuple(
    fc.nat(jws.length),
    fc.constantFrom(...alphabet),
    fc.constantFrom('replace', 'insert', 'delete'),
  );
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { maxLength: 2 }), async (edits) => {
      let text = jws;
      for (const [at, letter, how] of edits)
        text =
          text.slice(0, at) + (how === 'delete' ? '' : letter) + text.slice(how === 'insert' ? at : at + 1);
      const read = readJws(text);
      if (read === null || !isSignedBy(read, own)) return;
      accepted += 1;
      await expect(compactVerify(text, theirs, { algorithms: ['ES256'] })).resolves.toBeDefined();
      expect(text).toBe(jws);
    }),
    { numRuns: ofWhole(300_000, 500) },
  );
  expect(accepted).toBeGreaterThan(0);
});
