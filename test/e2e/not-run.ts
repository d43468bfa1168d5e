import { test } from '@playwright/test';
import { type MachineNeeds, rememberNotRun, whyNotRun } from '../machine-needs.ts';

/** For the top of a file: where the machine can't carry its tests, they say so loudly; in CI they fail instead. */
export function needMachine(needs: MachineNeeds, name: string): void {
  test.beforeAll(() => {
    const why = whyNotRun(needs);
    // biome-ignore lint/suspicious/noSkippedTests: told in the closing lines, and an error in CI
    if (why !== undefined) test.skip(true, rememberNotRun(name, why));
  });
}
