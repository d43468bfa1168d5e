import { isSignedBy, readHeader, readJws, readPayload } from '../jws/compact-jws.ts';
import { importKey, type PublicJwk, thumbprint } from '../jws/device-key.ts';
import { type NewKey, newKey, newKeyHeader, rotation, rotationHeader } from '../protocol/key-rotation.ts';

export type ReadRotation =
  | ({ readonly ok: true; readonly jwk: PublicJwk; readonly name: string } & Omit<NewKey, 'v'>)
  | {
      readonly ok: false;
      readonly reason: 'not-a-jws' | 'wrong-header' | 'bad-signature' | 'invalid-request' | 'wrong-device';
    };

/** A change of key that `old`, a key of the device, and the new one have both signed. The outer signature first. */
export function readRotation(text: string, old: PublicJwk): ReadRotation {
  const outer = readJws(text);
  if (outer === null) return no('not-a-jws');
  const header = rotationHeader.safeParse(readHeader(outer));
  if (!header.success) return no('wrong-header');
  const oldKey = importKey(old);
  if (oldKey === null || !isSignedBy(outer, oldKey)) return no('bad-signature');
  const said = rotation.safeParse(readPayload(outer));
  const inner = said.success ? readJws(said.data.newKey) : null;
  if (inner === null) return no('invalid-request');
  const innerHeader = newKeyHeader.safeParse(readHeader(inner));
  if (!innerHeader.success) return no('wrong-header');
  const { jwk } = innerHeader.data;
  const key = importKey(jwk);
  if (key === null || !isSignedBy(inner, key)) return no('bad-signature');
  const taken = newKey.safeParse(readPayload(inner));
  if (!taken.success) return no('invalid-request');
  const { v: _v, ...about } = taken.data;
  if (about.device !== header.data.kid || about.replaces !== thumbprint(old)) return no('wrong-device');
  return { ok: true, jwk, name: thumbprint(jwk), ...about };
}

function no(reason: Extract<ReadRotation, { ok: false }>['reason']): ReadRotation {
  return { ok: false, reason };
}
