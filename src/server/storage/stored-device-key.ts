import type { PublicJwk } from '../../jws/device-key.ts';

/** A key of a device and the first report that it signs. */
export interface StoredDeviceKey {
  /** RFC 7638 thumbprint. */
  readonly name: string;
  readonly jwk: PublicJwk;
  readonly fromEpoch: number;
  readonly fromSequence: number;
  /** The change as both keys signed it; null for the first key. */
  readonly rotation: string | null;
}

export interface KeyChange {
  readonly device: string;
  readonly replaces: string;
  readonly name: string;
  readonly jwk: PublicJwk;
  readonly epoch: number;
  readonly sequence: number;
  readonly rotation: string;
  readonly now: number;
}
/** `retired-key`: another one has replaced it already. `key-taken`: a device has or had the new one. */
export type KeyChangeOutcome =
  | { readonly state: 'changed' | 'repeated' }
  | {
      readonly state: 'refused';
      readonly reason:
        | 'unknown-device'
        | 'device-revoked'
        | 'signed-off'
        | 'retired-key'
        | 'stale-epoch'
        | 'unknown-epoch'
        | 'sequence-conflict'
        | 'key-taken';
    };
