import { userInfo } from 'node:os';
import { runCommand } from '../run-command.ts';
import type { CallBus } from './bus-call.ts';
import { callBus } from './message-bus.ts';

/** What the Linux probes touch, passed in so that tests can give them another machine. */
export interface LinuxSystem {
  /** `/`, or the folder of a captured machine. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly uid: number;
  readonly userName: string;
  readonly home: string;
  readonly run: typeof runCommand;
  readonly callBus: CallBus;
}

export function thisSystem(): LinuxSystem {
  const user = userInfo();
  return {
    root: '/',
    env: process.env,
    uid: user.uid,
    userName: user.username,
    home: user.homedir,
    run: runCommand,
    callBus,
  };
}
