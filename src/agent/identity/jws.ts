import type { Identity } from './opened-identity.ts';

/** What stands in the protected header besides the algorithm. */
export type JwsHeader =
  | { readonly typ: string; readonly kid: string }
  | { readonly typ: string; readonly jwk: Identity['publicJwk'] };

/**
 * Compact JWS (RFC 7515, 7.1) by a key that may live in a TPM: only bytes go to it and a signature comes back, which
 * no JOSE library offers.
 */
export async function signCompact(identity: Identity, header: JwsHeader, payload: string): Promise<string> {
  const signed = `${base64url(JSON.stringify({ alg: 'ES256', ...header }))}.${base64url(payload)}`;
  const signature = await identity.sign(Buffer.from(signed, 'ascii'));
  return `${signed}.${signature.toString('base64url')}`;
}

/** @returns the payload of a compact JWS that this device signed. */
export function payloadOf(jws: string): string {
  return Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8');
}

function base64url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
