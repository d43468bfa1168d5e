import { accessSync, appendFileSync, constants, mkdirSync } from 'node:fs';
import { type TestContext, test } from 'vitest';

/** What a test needs of the machine beyond Node. */
export interface MachineNeeds {
  readonly root?: boolean;
  /** Absolute paths of programs; their packages are listed in test/packages.txt. */
  readonly programs?: readonly string[];
}

/** Where the test runner finds what it repeats in its closing lines. */
export const notRunFile = new URL('../test-results/not-run.txt', import.meta.url);

/** @returns why a test with these needs cannot run here; undefined where it can. */
export function whyNotRun(needs: MachineNeeds): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux';
  if (needs.root === true && process.getuid?.() !== 0) return 'needs root, for a throw-away sandbox';
  const missing = (needs.programs ?? []).filter((program) => !isProgram(program));
  return missing.length === 0 ? undefined : `needs ${missing.join(', ')} (see test/packages.txt)`;
}

/** A test on real services. Where the machine can't carry it, it says so loudly; in CI it fails instead. */
export function testOnMachine(
  needs: MachineNeeds,
  name: string,
  body: (context: TestContext) => Promise<void>,
): void {
  test(name, async (context) => {
    const why = whyNotRun(needs);
    if (why === undefined) return body(context);
    notRun(context, name, why);
  });
}

/** Ends the test that calls it: as "not run" here, as failed in CI, where everything has to run. */
export function notRun(context: TestContext, name: string, why: string): never {
  const line = `not run: ${name}: ${why}`;
  const { CI } = process.env;
  if (CI) throw new Error(line);
  mkdirSync(new URL('.', notRunFile), { recursive: true });
  appendFileSync(notRunFile, `${line}\n`);
  process.stderr.write(`\n${line}\n`);
  return context.skip(line);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
