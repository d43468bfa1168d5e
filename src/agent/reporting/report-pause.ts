import { heartbeatSeconds, longestSilenceSeconds } from '../../protocol/report.ts';
import type { Trigger } from '../agent-state.ts';

/** A scan of the hour begins a little early or late; one hour less this much is an hour. Seconds. */
const earlySeconds = 300;
/** While a sign-off is open, somebody at IT waits for each report. Seconds. */
const signOffSeconds = 50;

/**
 * Seconds that two reports of an unchanged device keep between them, by what set off the scan. A person who asks gets the
 * endpoint's word at once; at its hour a device speaks, unless it just has; else its last word holds for an hour.
 */
const pauses: Readonly<Record<Trigger, number>> = {
  user: 2,
  schedule: longestSilenceSeconds - heartbeatSeconds,
  'sign-off': signOffSeconds,
  start: heartbeatSeconds - earlySeconds,
  change: heartbeatSeconds - earlySeconds,
  resume: heartbeatSeconds - earlySeconds,
  unlock: heartbeatSeconds - earlySeconds,
  network: heartbeatSeconds - earlySeconds,
};

/** The most impatient of those who asked for one scan counts. */
export function reportPause(triggers: readonly Trigger[], isSignOffOpen: boolean): number {
  const longest = isSignOffOpen ? signOffSeconds : heartbeatSeconds - earlySeconds;
  return Math.min(longest, ...triggers.map((trigger) => pauses[trigger]));
}
