import { userInfo } from 'node:os';
import { runCommand, startProgram } from '../run-command.ts';

/** What the macOS probes touch, passed in so that tests can give them another machine. */
export interface MacSystem {
  /** `/`, or the folder of a captured machine. */
  readonly root: string;
  /** The short name of the account, as in /Users. */
  readonly userName: string;
  readonly home: string;
  /** IANA name of the time zone that this computer's calendar is in. */
  readonly timeZone: string;
  readonly run: typeof runCommand;
  readonly startProgram: typeof startProgram;
}

export function thisMac(): MacSystem {
  const user = userInfo();
  return {
    root: '/',
    userName: user.username,
    home: user.homedir,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    run: runCommand,
    startProgram,
  };
}
