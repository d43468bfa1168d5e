/** Milliseconds in which changes are gathered: a fleet that reports at once must not flood a page. */
const gatherMs = 250;

/** One open page. */
export interface Listener {
  readonly sessionHash: string;
  changed(devices: readonly string[]): void;
  end(): void;
}

/** Tells the pages that are open which devices have something new. */
export class FleetEvents {
  readonly #listeners = new Set<Listener>();
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  /** Call it after the commit. */
  changed(device: string): void {
    if (this.#listeners.size === 0) return;
    this.#changed.add(device);
    this.#timer ??= setTimeout(() => this.#tell(), gatherMs);
  }

  /** @returns a function that stops listening. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Whoever signs out stops seeing at once. */
  endSession(sessionHash: string): void {
    for (const listener of [...this.#listeners]) if (listener.sessionHash === sessionHash) listener.end();
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const listener of [...this.#listeners]) listener.end();
  }

  #tell(): void {
    this.#timer = undefined;
    const devices = [...this.#changed];
    this.#changed.clear();
    for (const listener of this.#listeners) listener.changed(devices);
  }
}
