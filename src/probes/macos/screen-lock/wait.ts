import type { Seconds } from '../../../facts/fact.ts';

/** One thing that makes the screen dark, and with it starts the grace. */
export interface Wait {
  readonly ok: true;
  readonly wait: Seconds;
  readonly mechanism: 'screen saver' | 'display sleep';
  /** Whether an administrator has fixed it. */
  readonly managed: boolean;
  readonly source: string;
}
