interface Waiting<Item, Outcome> {
  readonly item: Item;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Whatever arrives while one commit runs goes into the next one: nobody waits for a timer, and one fsync
 * serves many reports when there are many.
 */
export class GroupCommit<Item, Outcome> {
  readonly #commit: (batch: readonly Item[]) => Promise<readonly Outcome[]>;
  readonly #limit: number;
  #waiting: Waiting<Item, Outcome>[] = [];
  #running = false;
  #idle: (() => void)[] = [];

  /** @param commit stores a batch in one transaction, all or nothing, and answers in its order. */
  constructor(commit: (batch: readonly Item[]) => Promise<readonly Outcome[]>, limit = 500) {
    this.#commit = commit;
    this.#limit = limit;
  }

  /** @returns what became of the item, once it is on the disk. */
  submit(item: Item): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#running) this.#start();
    });
  }

  /** Resolves when nothing waits any more. */
  drained(): Promise<void> {
    if (!this.#running) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #start(): void {
    this.#running = true;
    this.#gather(0);
  }

  /** Looks at the sockets again as long as they bring more: everything that they hold now shares this commit. */
  #gather(before: number): void {
    setImmediate(() => {
      const now = this.#waiting.length;
      if (now > before && now < this.#limit) this.#gather(now);
      else void this.#run();
    });
  }

  async #run(): Promise<void> {
    const batch = this.#waiting.splice(0, this.#limit);
    await this.#settle(batch);
    if (this.#waiting.length > 0) return this.#start();
    this.#running = false;
    for (const done of this.#idle.splice(0)) done();
  }

  async #settle(batch: readonly Waiting<Item, Outcome>[]): Promise<void> {
    try {
      const outcomes = await this.#commit(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index];
        if (outcome === undefined)
          reject(new Error('the storage answered for fewer items than it was given'));
        else resolve(outcome);
      });
    } catch (error) {
      // One item that cannot be stored must not take the others with it.
      if (batch.length > 1) for (const one of batch) await this.#settle([one]);
      else batch[0]?.reject(error);
    }
  }
}
