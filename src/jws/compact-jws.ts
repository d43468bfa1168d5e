import { type KeyObject, verify } from 'node:crypto';

/** The three parts of a compact JWS (RFC 7515, 3.1), nothing of it trusted yet. */
export interface CompactJws {
  /** Still encoded: see `readHeader`. */
  readonly header: string;
  /** What the signature stands over: header and payload as received. */
  readonly signed: string;
  readonly payload: string;
  readonly signature: Buffer;
}

/** An ES256 signature is 64 bytes (RFC 7518, 3.4), so 86 characters; a header of more than 1 KiB is none of ours. */
const shape = /^([A-Za-z0-9_-]{2,1366})\.([A-Za-z0-9_-]{2,})\.([A-Za-z0-9_-]{86})$/;

/** @returns null for anything that is not a compact JWS with an ES256-sized signature. */
export function readJws(text: string): CompactJws | null {
  const [, header, payload, encoded] = shape.exec(text) ?? [];
  if (header === undefined || payload === undefined || encoded === undefined) return null;
  const signature = Buffer.from(encoded, 'base64url');
  // The last character has two spare bits: only one of its four spellings is the canonical one (RFC 4648, 3.5).
  if (signature.toString('base64url') !== encoded) return null;
  return { header, signed: text.slice(0, -87), payload, signature };
}

/** ES256 and nothing else: the algorithm is never taken from the message. */
export function isSignedBy(jws: CompactJws, key: KeyObject): boolean {
  const bytes = Buffer.from(jws.signed, 'latin1');
  return verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, jws.signature);
}

/** @returns undefined for anything but JSON. */
export function readHeader({ header }: Pick<CompactJws, 'header'>): unknown {
  return parseJson(header);
}

/** Call it only once the signature has been verified. @returns undefined for anything but JSON. */
export function readPayload(jws: Pick<CompactJws, 'payload'>): unknown {
  return parseJson(jws.payload);
}

function parseJson(encoded: string): unknown {
  try {
    return JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
