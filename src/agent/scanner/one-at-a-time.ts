/**
 * @returns a function that runs the work, never twice at once. Who asks while it runs gets the next run, all of them
 * the same one: the running one may already have passed what they want looked at.
 */
export function oneAtATime<Result>(work: () => Promise<Result>): {
  run(): Promise<Result>;
  idle(): Promise<void>;
} {
  let running: Promise<Result> | null = null;
  let next: Promise<Result> | null = null;

  function begin(): Promise<Result> {
    next = null;
    const current = work().finally(() => {
      if (running === current) running = null;
    });
    running = current;
    return current;
  }

  return {
    run() {
      if (running === null) return begin();
      const before = running;
      next ??= before.then(
        () => begin(),
        () => begin(),
      );
      return next;
    },
    async idle() {
      for (let last = next ?? running; last !== null; last = next ?? running)
        await last.catch(() => undefined);
    },
  };
}
