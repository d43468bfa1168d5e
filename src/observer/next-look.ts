import type { Look } from '../probes/presence.ts';
import { soonest, type Thresholds } from './thresholds.ts';

/** Seconds: behind a locked screen only time passes, and unlocking is told or seen at the next look. */
const lockedSeconds = 300;
/** Seconds: films begin and end without telling anybody; of whoever is at the keyboard nobody asks. */
const openSeconds = 120;
/** Seconds until what could not be read is tried again, at first and at last. */
const [firstTry, lastTry] = [30, 900];

/**
 * The counter of idle time remembers what happens between two looks, so they can be rare: as seldom as nothing is
 * missed, and at the moment at which a spell would become worth noting. @returns seconds.
 */
export function untilNextLook(look: Look, thresholds: Thresholds, failures: number): number {
  if (look.state !== 'seen') return Math.min(lastTry, firstTry * 2 ** failures);
  const { unlockedSeconds, awakeSeconds } = thresholds;
  const marks = look.locked === true ? [awakeSeconds] : [unlockedSeconds, awakeSeconds];
  const ahead = marks.map((mark) => mark + 1 - look.idle).filter((seconds) => seconds > 0);
  const untilAsked = Math.max(0, soonest(thresholds) - look.idle);
  return Math.max(1, Math.min(look.locked === true ? lockedSeconds : untilAsked + openSeconds, ...ahead));
}
