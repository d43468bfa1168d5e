import { ownClock } from './own-clock.ts';
import type { Presence } from './presence.ts';

/** A system that tells an agent without a face nothing of who is there: macOS tells the shell. */
export function unseenPresence(): Presence {
  return {
    now: ownClock,
    look: async () => ({ state: 'unreadable', reason: 'idle-unreadable' }),
    watch: () => () => undefined,
  };
}
