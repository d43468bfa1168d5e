import fs from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/**
 * From here on this process kills itself for real before it removes or renames its `step`th file (from 0) since
 * `isArmed` says so; with step -1 never.
 */
export function dieBeforeFile(step: number, isArmed: () => boolean): void {
  let steps = 0;
  const mortal = <Work extends (...given: never[]) => unknown>(work: Work): Work =>
    ((...given: Parameters<Work>): unknown => {
      if (isArmed() && steps++ === step) process.kill(process.pid, 'SIGKILL');
      return work(...given);
    }) as Work;
  fs.rmSync = mortal(fs.rmSync);
  fs.renameSync = mortal(fs.renameSync as (from: string, to: string) => void) as typeof fs.renameSync;
  promises.rename = mortal(promises.rename);
  syncBuiltinESMExports();
}
