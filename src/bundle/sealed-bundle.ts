import { createPublicKey, type KeyObject } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';
import * as z from 'zod';
import { importKey, type PublicJwk, publicJwk, thumbprint } from '../jws/device-key.ts';
import { maxBundleBytes, sealedType } from '../protocol/bundle.ts';

/**
 * - `not-a-bundle`: some other file. `too-large`: larger than any device writes.
 * - `other-endpoint`: sealed for the key of another one. `damaged`: not as it was written, or cut off.
 */
export type SealRefusal = 'not-a-bundle' | 'too-large' | 'other-endpoint' | 'damaged';
export type OpenedBundle =
  | { readonly ok: true; readonly jws: string }
  | { readonly ok: false; readonly reason: SealRefusal };

/** Strict: an algorithm, a compression or an extension that we don't write is refused, never interpreted. */
const header = z.strictObject({
  alg: z.literal('ECDH-ES'),
  enc: z.literal('A256GCM'),
  typ: z.literal(sealedType),
  kid: z.string(),
  epk: publicJwk,
});

/** Compact JWE (RFC 7516, 7.1), ECDH-ES and A256GCM. @throws Error where the key is no P-256 key. */
export async function sealBundle(jws: string, endpoint: PublicJwk): Promise<string> {
  const key = importKey(endpoint);
  if (key === null) throw new Error("The endpoint's key is not on the curve.");
  return new CompactEncrypt(Buffer.from(jws, 'ascii'))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', typ: sealedType, kid: thumbprint(endpoint) })
    .encrypt(key);
}

/** @returns the JWS within, not yet verified: anybody can seal, so who wrote it only its signature says. */
export async function openBundle(text: string, key: KeyObject): Promise<OpenedBundle> {
  const sealed = text.trim();
  if (sealed.length > maxBundleBytes) return { ok: false, reason: 'too-large' };
  const read = header.safeParse(readHeader(sealed));
  if (!read.success) return { ok: false, reason: 'not-a-bundle' };
  if (read.data.kid !== thumbprintOf(key)) return { ok: false, reason: 'other-endpoint' };
  try {
    const { plaintext } = await compactDecrypt(sealed, key, {
      keyManagementAlgorithms: ['ECDH-ES'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    return { ok: true, jws: Buffer.from(plaintext).toString('latin1') };
  } catch {
    return { ok: false, reason: 'damaged' };
  }
}

/** The header of ours has some 350 characters. */
function readHeader(sealed: string): unknown {
  const end = sealed.slice(0, 2000).indexOf('.');
  try {
    return JSON.parse(Buffer.from(sealed.slice(0, Math.max(0, end)), 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function thumbprintOf(key: KeyObject): string {
  return thumbprint(publicJwk.parse(createPublicKey(key).export({ format: 'jwk' })));
}
