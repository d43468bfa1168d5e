import type { KeyObject } from 'node:crypto';

/** Who signs with a header, as its reports carry it encoded. */
export interface Signer {
  readonly device: string;
  readonly key: KeyObject;
  /** RFC 7638 thumbprint of the key. */
  readonly name: string;
}

/**
 * A device's header is the same on each of its reports, and decoding it and importing the key cost as much as
 * verifying. What was found once stays true until the device changes its key.
 */
export class SignerCache {
  readonly #limit: number;
  readonly #signers = new Map<string, Signer>();

  /** @param limit number of devices; the one that came first goes first. */
  constructor(limit = 50_000) {
    this.#limit = limit;
  }

  find(header: string): Signer | undefined {
    return this.#signers.get(header);
  }

  /** Its key is another one now. */
  forget(device: string): void {
    for (const [header, signer] of this.#signers) if (signer.device === device) this.#signers.delete(header);
  }

  /** Only for a header whose signature has been verified: else anybody could fill it. */
  keep(header: string, signer: Signer): void {
    const [oldest] = this.#signers.keys();
    if (this.#signers.size >= this.#limit && oldest !== undefined) this.#signers.delete(oldest);
    this.#signers.set(header, signer);
  }
}
