import type { Spell } from './spells.ts';

/** Seconds beyond which a spell is noted: with an open screen, and in all. What is shorter concerns nobody. */
export interface Thresholds {
  readonly unlockedSeconds: number;
  readonly awakeSeconds: number;
}

/** @returns how many of the two a spell has passed. */
export function passedBy(spell: Spell, { unlockedSeconds, awakeSeconds }: Thresholds): number {
  const open = (spell.unlockedSeconds ?? 0) > unlockedSeconds ? 1 : 0;
  return open + (spell.seconds > awakeSeconds ? 1 : 0);
}

/** Seconds of idle time from which it matters whether somebody is presenting. */
export function soonest({ unlockedSeconds, awakeSeconds }: Thresholds): number {
  return Math.min(60, unlockedSeconds / 2, awakeSeconds / 2);
}
