import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import * as z from 'zod';

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** A P-256 public key (RFC 7518, 6.2); a private part in it is refused, it would be a leak. */
export const publicJwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: coordinate,
  y: coordinate,
  d: z.undefined().optional(),
});
export type PublicJwk = z.infer<typeof publicJwk>;

/** @returns null for a point that is not on the curve. */
export function importKey({ kty, crv, x, y }: PublicJwk): KeyObject | null {
  try {
    return createPublicKey({ format: 'jwk', key: { kty, crv, x, y } });
  } catch {
    return null;
  }
}

/** RFC 7638: the name of a key, whatever the order of its members. */
export function thumbprint({ kty, crv, x, y }: PublicJwk): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}
