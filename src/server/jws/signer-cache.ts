import type { KeyObject } from 'node:crypto';

/** Who signs with a header, as its reports carry it encoded. */
export interface Signer {
  readonly device: string;
  readonly key: KeyObject;
}

/**
 * A device's header is the same on each of its reports, and decoding it and importing the key cost as much as
 * verifying. A key never changes its device, so what was found once stays true.
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

  /** Only for a header whose signature has been verified: else anybody could fill it. */
  keep(header: string, signer: Signer): void {
    const [oldest] = this.#signers.keys();
    if (this.#signers.size >= this.#limit && oldest !== undefined) this.#signers.delete(oldest);
    this.#signers.set(header, signer);
  }
}
