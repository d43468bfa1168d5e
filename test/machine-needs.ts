import { accessSync, appendFileSync, constants, mkdirSync } from 'node:fs';

/** What a test needs of the machine beyond Node. */
export interface MachineNeeds {
  readonly root?: boolean;
  /** Absolute paths of programs; their packages are listed in test/packages.txt. */
  readonly programs?: readonly string[];
}

/** Where the test runner finds what it repeats in its closing lines. */
const notRunFile = new URL('../test-results/not-run.txt', import.meta.url);

/** @returns why a test with these needs cannot run here; undefined where it can. */
export function whyNotRun(needs: MachineNeeds): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux';
  if (needs.root === true && process.getuid?.() !== 0) return 'needs root, for a throw-away sandbox';
  const missing = (needs.programs ?? []).filter((program) => !isProgram(program));
  return missing.length === 0 ? undefined : `needs ${missing.join(', ')} (see test/packages.txt)`;
}

/**
 * Remembers for the closing lines that a test did not run. @returns what it remembered.
 * @throws Error in CI, where everything has to run.
 */
export function rememberNotRun(name: string, why: string): string {
  const line = `not run: ${name}: ${why}`;
  const { CI } = process.env;
  if (CI) throw new Error(line);
  mkdirSync(new URL('.', notRunFile), { recursive: true });
  appendFileSync(notRunFile, `${line}\n`);
  process.stderr.write(`\n${line}\n`);
  return line;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
