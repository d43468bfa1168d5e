/** One thing at a time, in the order in which it was asked for. */
export class Turns {
  readonly #wentWrong: (error: unknown) => void;
  #last: Promise<unknown> = Promise.resolve();

  /** What goes wrong is told to who asked, and here. */
  constructor(wentWrong: (error: unknown) => void) {
    this.#wentWrong = wentWrong;
  }

  take<T>(action: () => Promise<T>): Promise<T> {
    const run = this.#last.then(action);
    this.#last = run.catch(this.#wentWrong);
    return run;
  }

  /** Resolves when nothing is left to do, also of what was asked for meanwhile. `between` is awaited each time. */
  async idle(between: () => Promise<unknown> | undefined): Promise<void> {
    for (let before: unknown = null; before !== this.#last; ) {
      before = this.#last;
      await before;
      await between();
    }
  }
}
