import { createPrivateKey } from 'node:crypto';
import fc from 'fast-check';
import { CompactEncrypt } from 'jose';
import { expect, test } from 'vitest';
import { openBundle, sealBundle } from '../../src/bundle/sealed-bundle.ts';
import { importKey, type PublicJwk, thumbprint } from '../../src/jws/device-key.ts';
import { maxBundleBytes, sealedType } from '../../src/protocol/bundle.ts';
import { newPolicyKey, publicHalf } from '../../src/signed-policy/policy-key.ts';
import { ofWhole } from '../effort.ts';

const pem = newPolicyKey();
const [own, other] = [publicHalf(pem), publicHalf(newPolicyKey())];
const key = createPrivateKey(pem);
const jws = 'head.payload.signature';

function sealedWith(header: Record<string, unknown>, to: PublicJwk = own): Promise<string> {
  const { alg = 'ECDH-ES', enc = 'A256GCM', ...rest } = header;
  const publicKey = importKey(to);
  if (publicKey === null) throw new Error('no key');
  return new CompactEncrypt(Buffer.from(jws))
    .setProtectedHeader({
      alg: String(alg),
      enc: String(enc),
      typ: sealedType,
      kid: thumbprint(own),
      ...rest,
    })
    .encrypt(publicKey);
}

test('a bundle of a full outbox is opened by the endpoint that it was sealed to, and by no other', async () => {
  const large = `${jws}${'x'.repeat(24 * 1024 * 1024)}`;
  const sealed = await sealBundle(large, own);
  expect(sealed.length).toBeLessThan(maxBundleBytes);
  expect(await openBundle(sealed, key)).toEqual({ ok: true, jws: large });
  expect(await openBundle(`${sealed}\n`, key)).toMatchObject({ ok: true });
  expect(await openBundle(await sealBundle(jws, other), key)).toEqual({
    ok: false,
    reason: 'other-endpoint',
  });
  // Says that it is for this one, and is not.
  expect(await openBundle(await sealedWith({}, other), key)).toEqual({ ok: false, reason: 'damaged' });
  expect(sealed).not.toContain(Buffer.from(jws).toString('base64url'));
}, 60_000);

test('another algorithm, a compression or an extension is refused before anything is decrypted', async () => {
  for (const header of [
    { alg: 'ECDH-ES+A256KW' },
    { enc: 'A128GCM' },
    { enc: 'A256CBC-HS512' },
    { typ: 'JWT' },
    { cty: 'x' },
    { apu: 'AAAA' },
  ])
    expect(await openBundle(await sealedWith(header), key)).toEqual({ ok: false, reason: 'not-a-bundle' });
});

test('cut off anywhere or changed in any character, it is refused', async () => {
  const sealed = await sealBundle(jws, own);
  for (let end = 0; end < sealed.length; end += 1)
    expect((await openBundle(sealed.slice(0, end), key)).ok, `cut at ${end}`).toBe(false);
  for (let at = 0; at < sealed.length; at += 1) {
    const opened = await openBundle(
      `${sealed.slice(0, at)}${sealed[at] === 'B' ? 'C' : 'B'}${sealed.slice(at + 1)}`,
      key,
    );
    // The last character of a part has spare bits: another spelling of the same bytes.
    if (opened.ok) expect(opened.jws).toBe(jws);
  }
}, 60_000);

test('whatever lies on a stick instead is refused, and nothing is thrown', async () => {
  const real = await sealBundle(jws, own);
  const parts = real.split('.');
  const piece = fc.oneof(
    fc.constantFrom(...parts),
    fc.base64String().map((text) => Buffer.from(text, 'base64').toString('base64url')),
    fc.json().map((text) => Buffer.from(text).toString('base64url')),
    fc.string(),
  );
  const file = fc.oneof(
    fc.array(piece, { maxLength: 7 }).map((all) => all.join('.')),
    fc.string({ unit: 'binary' }),
  );
  await fc.assert(
    fc.asyncProperty(file, async (text) => {
      const opened = await openBundle(text, key);
      expect(opened.ok && opened.jws !== jws).toBe(false);
    }),
    { numRuns: ofWhole(100_000, 500) },
  );
});
