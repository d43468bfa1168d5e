import type { Assessment } from '../agent-state.ts';

/** The last scan, and whether a wish of the endpoint was already answered with it: one that always wishes gets one a scan. */
export class LatestScan {
  #scan: Assessment | null = null;
  #isAnswered = false;

  get scan(): Assessment | null {
    return this.#scan;
  }

  keep(scan: Assessment | null): void {
    this.#scan = scan;
    this.#isAnswered = false;
  }

  /** @returns what answers a wish; null where nothing does that would be new. */
  takeUnanswered(): Assessment | null {
    if (this.#isAnswered) return null;
    this.#isAnswered = this.#scan !== null;
    return this.#scan;
  }
}
