/** What a chip said. `lost`: it has no such key, or none that works any more, as after the chip was cleared. */
export type ChipAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: 'lost' | 'failed'; readonly detail: string };

/**
 * A chip of this computer, such as a TPM, that makes P-256 keys, signs with them, and never gives one away. Slow: a
 * signature takes up to half a second, and nothing else waits for it. Keys go by names, which are this user's own.
 */
export interface KeyChip {
  /** Makes a key. @returns its point, x and y side by side, 64 bytes. */
  create(name: string): Promise<ChipAnswer<Uint8Array>>;
  /** @returns the ES256 signature of the bytes: r and s side by side, 64 bytes (RFC 7518, 3.4). */
  sign(name: string, data: Uint8Array): Promise<ChipAnswer<Uint8Array>>;
  /** Forgets the key; one that is not there is forgotten already. */
  remove(name: string): Promise<void>;
}
