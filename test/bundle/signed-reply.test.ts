import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readReply, signReply } from '../../src/bundle/signed-reply.ts';
import { type BundleReply, replyType } from '../../src/protocol/bundle.ts';
import { newPolicyKey, publicHalf, signPolicy } from '../../src/signed-policy/policy-key.ts';
import { ofWhole } from '../effort.ts';
import { policyOf } from '../signed-policy/policies.ts';

const pem = newPolicyKey();
const pinned = publicHalf(pem);
const reply: BundleReply = {
  v: 1,
  device: 'device-1',
  epoch: 1,
  at: '2026-11-28T08:00:00.000Z',
  acknowledged: ['A'.repeat(43)],
  refused: [],
  receipts: [],
  assignment: null,
  policy: null,
};

test('a reply is taken from the endpoint of this enrolment alone, to the last character', () => {
  const signed = signReply(reply, pem);
  expect(readReply(`${signed}\r\n`, pinned)).toEqual({ ok: true, reply });
  expect(readReply(signReply(reply, newPolicyKey()), pinned)).toEqual({ ok: false, reason: 'forged' });
  for (let end = 0; end < signed.length; end += 7)
    expect(readReply(signed.slice(0, end), pinned).ok).toBe(false);
  const [head = '', , signature = ''] = signed.split('.');
  const more = Buffer.from(JSON.stringify({ ...reply, acknowledged: [] })).toString('base64url');
  expect(readReply(`${head}.${more}.${signature}`, pinned)).toEqual({ ok: false, reason: 'forged' });
});

test('what the same key or another algorithm signed as something else is no reply', () => {
  const statement = {
    v: 1 as const,
    version: 2,
    issuedAt: reply.at,
    expiresAt: reply.at,
    policy: policyOf(2),
  };
  expect(readReply(signPolicy(statement, pem), pinned)).toEqual({ ok: false, reason: 'not-a-reply' });
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  for (const header of [
    { alg: 'none', typ: replyType },
    { alg: 'HS256', typ: replyType },
    { alg: 'ES256', typ: replyType, jwk: pinned },
  ]) {
    const text = `${encoded(header)}.${encoded(reply)}`;
    const mac = createHmac('sha256', JSON.stringify(pinned)).update(text).digest('base64url').padEnd(86, 'A');
    expect(readReply(`${text}.${mac}`, pinned).ok).toBe(false);
  }
});

test('signed, but of a form that this version does not know: refused, and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const read = readReply(signReply(value as unknown as BundleReply, pem), pinned);
      expect(read).toEqual({ ok: false, reason: 'unreadable' });
    }),
    { numRuns: ofWhole(20_000, 200) },
  );
});

test('what is said of a sign-off in words that this version does not know costs nothing else of the reply', () => {
  const odd = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom('id', 'device', 'person'), fc.string()));
  fc.assert(
    fc.property(odd, odd, (signOff, signedOff) => {
      const read = readReply(
        signReply({ ...reply, signOff, signedOff } as unknown as BundleReply, pem),
        pinned,
      );
      expect(read).toEqual({ ok: true, reply: { ...reply, ...(signOff === null && { signOff }) } });
    }),
    { numRuns: ofWhole(20_000, 200) },
  );
});
