import * as z from 'zod';
import { type CompactJws, isSignedBy, readHeader } from '../../jws/compact-jws.ts';
import { importKey, type PublicJwk } from '../../jws/device-key.ts';
import type { RefusalCode } from '../http/refusals.ts';
import type { Signer, SignerCache } from '../jws/signer-cache.ts';
import type { Storage } from '../storage/storage.ts';

/** Strict: an algorithm or a critical extension that we don't expect is refused, never interpreted. */
export function deviceHeader<const Type extends string>(type: Type) {
  return z.strictObject({
    alg: z.literal('ES256'),
    typ: z.literal(type),
    kid: z.string().min(1).max(80),
  });
}
export type DeviceHeader = ReturnType<typeof deviceHeader>;

export interface NoSigner {
  readonly refusal: RefusalCode;
  /** Only with `retired-key`: the device whose key it was, and the key's name. */
  readonly was?: Pick<Signer, 'device' | 'name'>;
}

/** Who signed a message: only the key that a device has now counts. */
export class Signers {
  readonly #storage: Pick<Storage, 'listDeviceKeys'>;
  readonly #cache: SignerCache;

  constructor(storage: Pick<Storage, 'listDeviceKeys'>, cache: SignerCache) {
    this.#storage = storage;
    this.#cache = cache;
  }

  /** The cache knows headers of reports alone. A signature that does not fit there may be that of a new key. */
  async ofReport(jws: CompactJws, expected: DeviceHeader): Promise<Signer | NoSigner> {
    const known = this.#cache.find(jws.header);
    if (known !== undefined && isSignedBy(jws, known.key)) return known;
    const signer = await this.of(jws, expected);
    if (!('refusal' in signer)) this.#cache.keep(jws.header, signer);
    return signer;
  }

  async of(jws: CompactJws, expected: DeviceHeader): Promise<Signer | NoSigner> {
    const header = expected.safeParse(readHeader(jws));
    if (!header.success) return { refusal: 'wrong-header' };
    const device = header.data.kid;
    const keys = await this.#storage.listDeviceKeys(device);
    const [current, ...retired] = keys.toReversed();
    const key = current === undefined ? null : importKey(current.jwk);
    if (current === undefined || key === null) return { refusal: 'unknown-device' };
    if (isSignedBy(jws, key)) return { device, key, name: current.name };
    const was = retired.find(({ jwk }) => isSignedWith(jws, jwk));
    if (was === undefined) return { refusal: 'bad-signature' };
    return { refusal: 'retired-key', was: { device, name: was.name } };
  }

  forget(device: string): void {
    this.#cache.forget(device);
  }
}

function isSignedWith(jws: CompactJws, jwk: PublicJwk): boolean {
  const key = importKey(jwk);
  return key !== null && isSignedBy(jws, key);
}
