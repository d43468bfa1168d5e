import { type TestContext, test } from 'vitest';
import { type MachineNeeds, rememberNotRun, whyNotRun } from './machine-needs.ts';

/** Real servers on a busy machine: the time is there to end what hangs, not to judge what is slow. */
const timeoutMs = 180_000;

/** A test on real services. Where the machine can't carry it, it says so loudly; in CI it fails instead. */
export function testOnMachine(
  needs: MachineNeeds,
  name: string,
  body: (context: TestContext) => Promise<void>,
): void {
  test(
    name,
    async (context) => {
      const why = whyNotRun(needs);
      if (why === undefined) return body(context);
      notRun(context, name, why);
    },
    timeoutMs,
  );
}

/** Ends the test that calls it: as "not run" here, as failed in CI, where everything has to run. */
export function notRun(context: TestContext, name: string, why: string): never {
  return context.skip(rememberNotRun(name, why));
}
