import type { KeyObject } from 'node:crypto';
import type { Storage } from '../storage/storage.ts';
import { importKey } from './device-key.ts';

/** Importing a key costs as much as verifying with it, so the keys of devices that report are kept. */
export class KeyCache {
  readonly #storage: Storage;
  readonly #limit: number;
  readonly #keys = new Map<string, KeyObject>();

  /** @param limit number of keys; the one that came first goes first. */
  constructor(storage: Storage, limit = 50_000) {
    this.#storage = storage;
    this.#limit = limit;
  }

  /** In memory, so without waiting; null where it must be read from the storage. */
  held(device: string): KeyObject | null {
    const key = this.#keys.get(device);
    return key ?? null;
  }

  /** @returns null for a device that is not enrolled. */
  async find(device: string): Promise<KeyObject | null> {
    const stored = await this.#storage.findDeviceKey(device);
    const key = stored === null ? null : importKey(stored);
    if (key !== null) this.#keep(device, key);
    return key;
  }

  #keep(device: string, key: KeyObject): void {
    const [oldest] = this.#keys.keys();
    if (this.#keys.size >= this.#limit && oldest !== undefined) this.#keys.delete(oldest);
    this.#keys.set(device, key);
  }
}
