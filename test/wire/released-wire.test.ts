import { createPrivateKey } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { readReply } from '../../src/bundle/signed-reply.ts';
import { readHeader, readJws, readPayload } from '../../src/jws/compact-jws.ts';
import { publicJwk, thumbprint } from '../../src/jws/device-key.ts';
import { enrolmentReply, enrolmentRequest } from '../../src/protocol/enrolment.ts';
import { rotationReply } from '../../src/protocol/key-rotation.ts';
import { policyReply } from '../../src/protocol/policy.ts';
import { acknowledgement } from '../../src/protocol/report.ts';
import { statementReceipt } from '../../src/protocol/statement.ts';
import { importBundle } from '../../src/server/bundle/import-bundle.ts';
import { openIngest } from '../../src/server/ingest/open-ingest.ts';
import { hashSecret } from '../../src/server/people/secret.ts';
import { newPolicyKey } from '../../src/signed-policy/policy-key.ts';
import { temporaryFolder } from '../agent/temporary-folder.ts';
import { type OpenApp, openApp } from '../server/open-app.ts';
import { aDayOfADevice } from './a-day-of-a-device.ts';
import { type CapturedWire, capturedWire, type WireExchange } from './exchange.ts';

/* Agents and endpoint never upgrade together: each version that was released must understand today's, and today's it. */

const place = fileURLToPath(new URL('../fixtures/wire/', import.meta.url));
const versions = readdirSync(place).map((version) =>
  capturedWire.parse(JSON.parse(readFileSync(`${place}${version}/exchanges.json`, 'utf8'))),
);
const replies = {
  '/api/v1/enrolments': enrolmentReply,
  '/api/v1/reports': acknowledgement,
  '/api/v1/policy': policyReply,
  '/api/v1/statements': statementReceipt,
  '/api/v1/key': rotationReply,
} as const;

function only(wire: CapturedWire, path: keyof typeof replies): WireExchange[] {
  return wire.exchanges.filter((one) => one.path === path);
}

/** What these tests look at in a message; the rest stays as it is. */
interface Told {
  readonly kind?: string;
  readonly device?: string;
  readonly id?: string;
  readonly epoch?: number;
  readonly sequence?: number;
  readonly newKey?: string;
}

function parts(text: string) {
  const jws = readJws(text);
  if (jws === null) throw new Error('no JWS');
  return { header: readHeader(jws) as { readonly jwk?: unknown }, payload: readPayload(jws) as Told };
}

/** What the captured endpoint knew before its device came: the token, and later the device under its name. */
async function endpointOf(wire: CapturedWire): Promise<OpenApp> {
  const endpoint = await openApp();
  const [enrolment] = only(wire, '/api/v1/enrolments');
  const { header, payload } = parts(enrolment?.request ?? '');
  const { token, description } = enrolmentRequest.parse(payload);
  const made = {
    id: 'captured',
    hash: hashSecret(token),
    profile: 'standard' as const,
    department: '研发部',
  };
  await endpoint.storage.createToken({ ...made, uses: 2, madeAt: 0, madeBy: '', expiresAt: 8.64e14 });
  const publicKey = publicJwk.parse(header.jwk);
  const { device } = enrolmentReply.parse(JSON.parse(enrolment?.reply ?? ''));
  const at = { now: Date.now(), newDevice: device };
  await endpoint.storage.enrol({
    tokenHash: made.hash,
    thumbprint: thumbprint(publicKey),
    publicKey,
    description,
    ...at,
  });
  return endpoint;
}

/**
 * The same, as a later version might say it: members that nobody knows yet, at every level but in the values of a sentence,
 * which are a list of their own.
 */
function ofALaterVersion(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ofALaterVersion);
  if (typeof value !== 'object' || value === null) return value;
  const told = Object.entries(value).map(([name, inner]) => [
    name,
    name === 'values' ? inner : ofALaterVersion(inner),
  ]);
  return { ...Object.fromEntries(told), aLaterMember: { of: ['a', 'later', 'version'] } };
}

describe.each(versions)('the wire of version $origin.version', (wire) => {
  test('has every kind of exchange, and none was refused', () => {
    expect([...new Set(wire.exchanges.map(({ path }) => path))].sort()).toEqual(Object.keys(replies).sort());
    expect(wire.exchanges.filter(({ status }) => status >= 300)).toEqual([]);
    const kinds = only(wire, '/api/v1/reports').map(({ request }) => parts(request).payload.kind);
    expect([...new Set(kinds)].sort()).toEqual(['assessment', 'heartbeat']);
    const said = only(wire, '/api/v1/statements').map(({ request }) => parts(request).payload.kind);
    expect(said.sort()).toEqual(['help', 'incident']);
    expect(only(wire, '/api/v1/reports').some(({ reply }) => 'signOff' in JSON.parse(reply))).toBe(true);
  });

  test("today's endpoint takes each byte of that agent, and answers what that agent can read", async () => {
    const endpoint = await endpointOf(wire);
    for (const { path, request, status, reply } of wire.exchanges) {
      if (path === '/api/v1/policy') continue;
      const answer = await endpoint.send(path.replace('/api/v1/', ''), request);
      expect([path, answer.statusCode, answer.body]).toEqual([path, status, expect.any(String)]);
      // What it had been told is still told: the same members, whatever else came since.
      if (path === '/api/v1/reports') {
        const { epoch, sequence } = acknowledgement.parse(JSON.parse(reply));
        expect(answer.json()).toMatchObject({ epoch, sequence });
      } else expect(Object.keys(answer.json())).toEqual(expect.arrayContaining(required(path, reply)));
    }
    const [first] = only(wire, '/api/v1/reports');
    const device = String(parts(first?.request ?? '').payload.device);
    expect(await endpoint.storage.readReports(device)).toHaveLength(only(wire, '/api/v1/reports').length);
    expect((await endpoint.storage.findDevice(device))?.hasReported).toBe(true);
  });

  test("today's endpoint takes in the file of that agent, and today's agent reads the replies of that endpoint", async () => {
    const endpoint = await endpointOf(wire);
    const { bundle, replies: signed, encryptKey } = wire.files;
    const keys = { encrypt: createPrivateKey(encryptKey), sign: newPolicyKey() };
    const { storage } = endpoint;
    const deps = { storage, ingest: openIngest(storage), keys, clock: Date.now };
    // The key that signed the file.
    for (const { request } of only(wire, '/api/v1/key')) await endpoint.send('key', request);
    expect(await importBundle(bundle, deps)).toMatchObject({ ok: true, taken: 1, refused: [] });
    const [enrolment] = only(wire, '/api/v1/enrolments');
    const { device, bundleKeys } = enrolmentReply.parse(JSON.parse(enrolment?.reply ?? ''));
    if (bundleKeys == null) throw new Error('no keys');
    const read = signed.map((reply) => readReply(reply, bundleKeys.sign));
    expect(read).toMatchObject([
      { ok: true, reply: { device, acknowledged: [expect.any(String)], signOff: { person: '李娜' } } },
      { ok: true, reply: { device, signedOff: { person: '李娜', confirmedBy: 'admin' } } },
    ]);
  });

  test("today's endpoint takes a report with rules and members of a later version", async () => {
    const endpoint = await endpointOf(wire);
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const sign = (header: object, payload: unknown) =>
      new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
        .setProtectedHeader({ ...header, alg: 'ES256' })
        .sign(privateKey);
    const [enrolment] = only(wire, '/api/v1/enrolments');
    const { header, payload } = parts(enrolment?.request ?? '');
    const jws = await sign({ ...header, jwk: await exportJWK(publicKey) }, ofALaterVersion(payload));
    const { device } = enrolmentReply.parse((await endpoint.send('enrolments', jws)).json());
    for (const { request } of only(wire, '/api/v1/reports')) {
      const told = parts(request);
      const later = ofALaterVersion({ ...told.payload, device }) as {
        assessment?: { verdicts: object[]; facts: object };
      };
      const { assessment } = later;
      if (assessment !== undefined) {
        assessment.verdicts.push({ ...assessment.verdicts[0], rule: 'a-rule-of-a-later-version' });
        const fact = { state: 'known', value: { x: 1 }, source: 'elsewhere' };
        Object.assign(assessment.facts, { aLaterMember: fact, 'a-fact-of-a-later-version': fact });
      }
      const answer = await endpoint.send('reports', await sign({ ...told.header, kid: device }, later));
      expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)]);
    }
    expect((await endpoint.storage.findDevice(device))?.since).toHaveProperty('a-rule-of-a-later-version');
  });

  test.each([
    ['as they were', (reply: unknown) => reply],
    ['with members of a later version', ofALaterVersion],
  ])(
    "today's agent takes that endpoint's answers, %s: policy, assignment, receipts, change of key and sign-off included",
    async (_how, said) => {
      const answers = new Map(
        Object.keys(replies).map((path) => [path, wire.exchanges.filter((one) => one.path === path)]),
      );
      const { state, policyVersion, keys } = await aDayOfADevice(
        temporaryFolder(),
        'a'.repeat(43),
        async (path, body) => {
          const waiting = answers.get(path) ?? [];
          const recorded = waiting.length > 1 ? waiting.shift() : waiting[0];
          const reply = said(JSON.parse(recorded?.reply ?? 'null')) as Record<string, unknown>;
          const { epoch, sequence, id, newKey } = parts(body).payload;
          // The number, the name and the key are today's agent's own.
          const own = {
            ...(path === '/api/v1/reports' && { epoch, sequence }),
            ...(path === '/api/v1/statements' && { id }),
            ...(newKey !== undefined && { key: thumbprint(publicJwk.parse(parts(newKey).header.jwk)) }),
          };
          return { status: recorded?.status ?? 404, reply: JSON.stringify({ ...reply, ...own }) };
        },
        { give: async () => undefined, beginSignOff: async () => undefined },
      );
      expect(policyVersion).toBe(2);
      expect(state.reporting.state).toBe('up-to-date');
      expect(new Set(keys).size).toBe(2);
      expect([state.profile, state.assignment.owner]).toEqual(['confidential', '李娜']);
      expect(state.statements).toMatchObject([
        { kind: 'incident', receipt: expect.stringMatching(/^\d{4}-0001$/) },
        { kind: 'help', receipt: expect.stringMatching(/^\d{4}-0002$/) },
      ]);
      expect(state.signOff).toMatchObject({ state: 'pending', notice: { person: '李娜' } });
    },
  );
});

/** Members that the captured answer had, but for those that an endpoint may leave out. */
function required(path: string, reply: string): string[] {
  const shape: Readonly<Record<string, z.ZodType>> = replies[path as keyof typeof replies].shape;
  return Object.keys(JSON.parse(reply)).filter((name) => shape[name]?.safeParse(undefined).success === false);
}
