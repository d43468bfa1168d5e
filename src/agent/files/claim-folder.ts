import { mkdirSync } from 'node:fs';
import { describeError, type Log } from '../log.ts';
import { lockFolder } from './folder-lock.ts';
import type { LockOutcome } from './lock-outcome.ts';

/** Makes the agent's folder where there is none, and takes it for one agent. */
export function claimFolder(folder: string, log: Log): LockOutcome {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    log.error(`The folder ${folder} could not be made: ${describeError(error)}`);
  }
  return lockFolder(folder, log);
}
