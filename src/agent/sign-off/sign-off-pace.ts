import { systemTimers, type Timers } from '../timers.ts';

/** Milliseconds between two reports while somebody at IT waits, and once nobody does any more. */
const often = 60_000;
const seldom = 15 * 60_000;
/** Looks, one a minute: an hour. */
const oftenLooks = 60;

/** Looks again and again while a sign-off is open, so that nobody has to wait an hour for what comes next. */
export class SignOffPace {
  readonly #look: () => void;
  readonly #timers: Timers;
  #timer: unknown = null;
  #looks = 0;

  constructor(look: () => void, timers: Timers = systemTimers) {
    this.#look = look;
    this.#timers = timers;
  }

  /** Does nothing where it is so already. */
  set(isOpen: boolean): void {
    if (isOpen === (this.#timer !== null)) return;
    this.#looks = 0;
    if (isOpen) this.#plan();
    else {
      this.#timers.clear(this.#timer);
      this.#timer = null;
    }
  }

  #plan(): void {
    const pause = this.#looks < oftenLooks ? often : seldom;
    this.#timer = this.#timers.set(() => {
      this.#looks += 1;
      this.#plan();
      this.#look();
    }, pause);
  }
}
