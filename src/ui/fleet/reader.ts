/** Milliseconds between the beginnings of two readings: what changes a thousand times a second is read once. */
const restMs = 1000;

/**
 * Reads what is shown whenever it is told that something is new: at once after a rest, never twice at a time, and once
 * more after a change that came while it was reading. Nothing is read for a page that nobody sees.
 */
export class Reader {
  readonly #read: () => Promise<void>;
  readonly #isSeen: () => boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading = false;
  #wanted = false;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(read: () => Promise<void>, isSeen: () => boolean) {
    this.#read = read;
    this.#isSeen = isSeen;
  }

  /** Something is new. */
  want(): void {
    this.#wanted = true;
    this.#plan();
  }

  /** Somebody looks at the page again: what was missed meanwhile is read. */
  seen(): void {
    if (this.#wanted) this.#plan();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wanted = false;
  }

  #plan(): void {
    if (this.#reading || this.#timer !== undefined || !this.#isSeen()) return;
    const rested = performance.now() - this.#lastAt;
    this.#timer = setTimeout(() => void this.#run(), Math.max(0, restMs - rested));
  }

  async #run(): Promise<void> {
    this.#timer = undefined;
    if (!this.#isSeen()) return;
    this.#wanted = false;
    this.#reading = true;
    this.#lastAt = performance.now();
    try {
      await this.#read();
    } finally {
      this.#reading = false;
    }
    if (this.#wanted) this.#plan();
  }
}
