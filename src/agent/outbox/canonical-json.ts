import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * @returns the one spelling of this value (RFC 8785), so that equal content has equal bytes.
 * @throws Error for what JSON cannot say: a bug, since everything here came through a schema.
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('There is no JSON for this value.');
  return text;
}

/** @returns base64url of the SHA-256, 43 characters. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
