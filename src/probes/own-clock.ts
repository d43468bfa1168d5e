import type { Instant } from './presence.ts';

/** Where no clock of the system can be trusted to stand still in its sleep, nothing goes on over a gap. */
export function ownClock(): Instant {
  return { awake: Number(process.hrtime.bigint()) / 1e9, asleep: null, boot: null, wall: Date.now() };
}
