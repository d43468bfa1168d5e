/** How long an answer may be used again for the same key, in milliseconds; Infinity until the key changes, 0 never. */
export interface Answer<T> {
  readonly value: T;
  readonly keepMs: number;
}

/** The last answer of something costly, used again while its key (the identity of what it was read from) is the same. */
export class KeptAnswer<T> {
  readonly #now: () => number;
  #kept: { key: string; value: T; until: number } | undefined;

  /** @param now milliseconds of a clock that never goes back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  async get(key: string, ask: () => Promise<Answer<T>>): Promise<T> {
    const kept = this.#kept;
    if (kept !== undefined && kept.key === key && this.#now() < kept.until) return kept.value;
    const { value, keepMs } = await ask();
    this.#kept = keepMs > 0 ? { key, value, until: this.#now() + keepMs } : undefined;
    return value;
  }
}
