const { DESKWARD_SEED: asked } = process.env;

/** Chance that can be had again: `DESKWARD_SEED` asks for the seed of an earlier run (mulberry32, public domain). */
export class Random {
  readonly seed: number;
  #state: number;

  constructor(seed = asked === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(asked)) {
    this.seed = seed;
    this.#state = seed;
  }

  /** From 0 up to but not 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.between(0, items.length - 1)] ?? items[0];
  }
}
