import { type FirstReport, type NewKey, newKeyType, rotationType } from '../../protocol/key-rotation.ts';
import { thumbprint } from '../identity.ts';
import { signCompact } from './jws.ts';
import type { Identity } from './opened-identity.ts';

export interface RotationRequest extends FirstReport {
  readonly device: string;
  /** The key in use. */
  readonly identity: Identity;
  readonly next: Identity;
}

/** Asks for `next` to sign from that report on: a compact JWS by the key in use, over one by `next`. */
export async function rotationRequest({
  device,
  identity,
  next,
  epoch,
  sequence,
}: RotationRequest): Promise<string> {
  const said: NewKey = { v: 1, device, replaces: thumbprint(identity.publicJwk), epoch, sequence };
  const header = { typ: newKeyType, jwk: next.publicJwk };
  const newKey = await signCompact(next, header, JSON.stringify(said));
  return signCompact(identity, { typ: rotationType, kid: device }, JSON.stringify({ v: 1, newKey }));
}

/** The report that follows the last one made. */
export function nextReport({ epoch, sequence }: FirstReport): FirstReport {
  return { epoch, sequence: sequence + 1 };
}
