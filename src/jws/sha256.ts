import { hash } from 'node:crypto';

/** base64url of SHA-256: how the wire names a JWS, and how the storage keeps a secret. */
export function sha256(text: string): string {
  return hash('sha256', text, 'base64url');
}
