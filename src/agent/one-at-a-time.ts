/**
 * @returns a function that runs the work, never twice at once. Who asks while it runs gets the next run, all of them
 * the same one: the running one may already have passed what they want looked at.
 */
export function oneAtATime<Input, Result>(
  work: (input: Input) => Promise<Result>,
): { run(input: Input): Promise<Result>; idle(): Promise<void> } {
  let running: Promise<Result> | null = null;
  let next: Promise<Result> | null = null;

  function begin(input: Input): Promise<Result> {
    next = null;
    const current = work(input).finally(() => {
      if (running === current) running = null;
    });
    running = current;
    return current;
  }

  return {
    run(input) {
      if (running === null) return begin(input);
      const before = running;
      next ??= before.then(
        () => begin(input),
        () => begin(input),
      );
      return next;
    },
    async idle() {
      for (let last = next ?? running; last !== null; last = next ?? running)
        await last.catch(() => undefined);
    },
  };
}
