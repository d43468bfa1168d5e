import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type PublicJwk, publicJwk, thumbprint } from '../jws/device-key.ts';
import { type PolicyStatement, policyType } from '../protocol/policy.ts';

/** @returns a new P-256 private key, PEM (PKCS #8). */
export function newPolicyKey(): string {
  return generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;
}

/** @throws Error where the text holds no P-256 private key. */
export function publicHalf(pem: string): PublicJwk {
  return publicJwk.parse(createPublicKey(createPrivateKey(pem)).export({ format: 'jwk' }));
}

/** @throws Error where the text holds no P-256 private key. */
export function signPolicy(statement: PolicyStatement, pem: string): string {
  const header = { alg: 'ES256', typ: policyType, kid: thumbprint(publicHalf(pem)) };
  const signed = [header, statement]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const key: KeyObject = createPrivateKey(pem);
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}
