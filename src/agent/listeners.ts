import { describeError, type Log } from './log.ts';

/** Who wants to hear of something. One that throws harms neither the others nor the teller. */
export class Listeners<Told> {
  readonly #listeners = new Set<(told: Told) => void>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** @returns a function that stops listening. */
  add(listener: (told: Told) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(told: Told): void {
    for (const listener of this.#listeners)
      try {
        listener(told);
      } catch (error) {
        this.#log.error(`A listener failed: ${describeError(error)}`);
      }
  }
}
