import { randomBytes } from 'node:crypto';
import { sha256 } from '../../jws/sha256.ts';

/** 256 random bits, base64url: nobody guesses it, so a plain SHA-256 is enough to keep it by. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token or a session instead of itself: base64url of SHA-256. */
export function hashSecret(secret: string): string {
  return sha256(secret);
}
