import { describeError, type Log } from '../log.ts';
import type { SignOff } from '../sign-off.ts';
import type { Timers } from '../timers.ts';
import { SignOffPace } from './sign-off-pace.ts';

export interface SignOffCourseDeps {
  /** Where it stands. */
  readonly held: () => SignOff | null;
  readonly scan: () => void;
  /** Removes what the agent kept, once no scan runs. */
  readonly forget: () => Promise<void>;
  readonly log: Log;
  readonly timers?: Timers;
}

/** What a sign-off changes in the agent's day: it looks often while one is open, and does nothing once it is gone. */
export class SignOffCourse {
  readonly #deps: SignOffCourseDeps;
  readonly #pace: SignOffPace;
  #forgetting: Promise<void> = Promise.resolve();

  constructor(deps: SignOffCourseDeps) {
    this.#deps = deps;
    this.#pace = new SignOffPace(deps.scan, deps.timers);
  }

  /** Nothing is scanned or sent any more. */
  get isGone(): boolean {
    const held = this.#deps.held();
    return held !== null && held.state !== 'pending';
  }

  /** Goes on with what stood there at the start. */
  resume(): void {
    this.#pace.set(this.#deps.held()?.state === 'pending');
  }

  /** It has begun, with one more scan, or was called off. */
  changed(): void {
    this.resume();
    if (this.#deps.held()?.state === 'pending') this.#deps.scan();
  }

  confirmed(): void {
    this.#pace.set(false);
    this.#forgetting = this.#deps.forget().catch((error: unknown) => {
      this.#deps.log.error(`Forgetting went wrong: ${describeError(error)}`);
    });
  }

  /** Resolves when nothing is being removed. */
  settled(): Promise<void> {
    return this.#forgetting;
  }

  stop(): void {
    this.#pace.set(false);
  }
}
