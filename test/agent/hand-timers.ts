import type { Timers } from '../../src/agent/timers.ts';

/** Time that passes only when the test says so. */
export function handTimers(): Timers & {
  /** @returns milliseconds to the next timer; null where none runs. */
  next(): number | null;
  advance(milliseconds: number): void;
} {
  let now = 0;
  const running = new Map<number, { readonly at: number; readonly run: () => void }>();
  let last = 0;
  const soonest = () => [...running].sort(([, a], [, b]) => a.at - b.at)[0];
  return {
    set(run, milliseconds) {
      last += 1;
      running.set(last, { at: now + milliseconds, run });
      return last;
    },
    clear: (timer) => void running.delete(timer as number),
    next: () => {
      const found = soonest();
      return found === undefined ? null : found[1].at - now;
    },
    advance(milliseconds) {
      const end = now + milliseconds;
      for (let found = soonest(); found !== undefined && found[1].at <= end; found = soonest()) {
        now = found[1].at;
        running.delete(found[0]);
        found[1].run();
      }
      now = end;
    },
  };
}
