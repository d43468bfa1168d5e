/** How a key is kept; `chip`: where nobody can read it, this program neither. */
export type KeyProtection = 'os' | 'file' | 'chip';

/** A public P-256 key (RFC 7518, 6.2.1). */
export interface PublicJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

/** The key of this device. Small enough that a TPM can stand behind it: the private half never leaves. */
export interface Identity {
  readonly publicJwk: PublicJwk;
  readonly protection: KeyProtection;
  /** @returns the ES256 signature of the bytes: r and s, 64 bytes (RFC 7518, 3.4). @throws where the key's chip does not sign now. */
  sign(data: Uint8Array): Promise<Buffer>;
}

export type OpenedIdentity =
  | { readonly ok: true; readonly identity: Identity }
  | {
      readonly ok: false;
      /** `lost`: the chip that made the key has it no more, and no other place ever had it. */
      readonly reason: 'none' | 'protected-elsewhere' | 'unreadable' | 'lost';
      readonly detail: string;
    };
