import { CompactSign, importPKCS8 } from 'jose';
import { expect, test } from 'vitest';
import { policyType } from '../../src/protocol/policy.ts';
import { newPolicyKey } from '../../src/signed-policy/policy-key.ts';
import { readSignedPolicy } from '../../src/signed-policy/read-signed-policy.ts';
import { key, pinned, pinnedName, policyOf, signedPolicy } from './policies.ts';

const reasonOf = (jws: string) => {
  const read = readSignedPolicy(jws, pinned);
  return read.ok ? 'taken' : read.reason;
};

test('what the pinned key signed is taken; another JOSE library signs the same', async () => {
  expect(reasonOf(signedPolicy(policyOf(2)))).toBe('taken');
  const statement = {
    v: 1,
    version: 2,
    issuedAt: '2026-11-24T08:00:00.000Z',
    expiresAt: '2099-01-01T00:00:00.000Z',
    policy: policyOf(2),
  };
  const theirs = await new CompactSign(Buffer.from(JSON.stringify(statement)))
    .setProtectedHeader({ alg: 'ES256', typ: policyType, kid: pinnedName })
    .sign(await importPKCS8(key, 'ES256'));
  expect(reasonOf(theirs)).toBe('taken');
});

test('another key, another type and an altered policy are refused', async () => {
  expect(reasonOf(signedPolicy(policyOf(2), {}, newPolicyKey()))).toBe('bad-signature');
  const [header = '', payload = '', signature = ''] = signedPolicy(policyOf(2)).split('.');
  const altered = Buffer.from(payload, 'base64url').toString().replace('240', '9999');
  expect(reasonOf([header, Buffer.from(altered).toString('base64url'), signature].join('.'))).toBe(
    'bad-signature',
  );
  const signer = await importPKCS8(key, 'ES256');
  for (const head of [
    { alg: 'ES256', typ: 'deskward-report+jws', kid: pinnedName },
    { alg: 'ES256', typ: policyType, kid: 'another' },
    { alg: 'ES256', typ: policyType, kid: pinnedName, run: 'calc.exe' },
  ]) {
    const jws = new CompactSign(Buffer.from(Buffer.from(payload, 'base64url'))).setProtectedHeader(head);
    expect(reasonOf(await jws.sign(signer))).toBe('wrong-header');
  }
  expect(reasonOf('')).toBe('not-a-jws');
});

test('rules and members of a later version are passed over; a limit that is not understood is not', () => {
  const later = {
    ...policyOf(2),
    colour: 'blue',
    profiles: {
      ...policyOf(2).profiles,
      visitor: {},
      standard: {
        ...policyOf(2).profiles.standard,
        'rule-of-2030': { severity: 'required', limits: { x: 1 }, mood: 'calm' },
      },
    },
  };
  const read = readSignedPolicy(signedPolicy(later, { since: 'now' }), pinned);
  expect(read.ok && read.signed.policy.profiles.standard['screen-lock']?.limits).toMatchObject({
    waitSeconds: 240,
  });
  const { standard } = policyOf(2).profiles;
  const unread = { ...standard, 'screen-lock': { severity: 'required', limits: { waitSeconds: 'long' } } };
  const wrong = { ...policyOf(2), profiles: { ...policyOf(2).profiles, standard: unread } };
  expect(reasonOf(signedPolicy(wrong))).toBe('unreadable');
});

test('what can judge nothing does not pass its self-test', () => {
  const profiles = { ...policyOf(2).profiles, standard: {} };
  expect(reasonOf(signedPolicy({ version: 2, profiles }))).toBe('failed-self-test');
  expect(reasonOf(signedPolicy(policyOf(2), { version: 3 }))).toBe('unreadable');
  expect(reasonOf(signedPolicy('rm -rf /'))).toBe('unreadable');
});
