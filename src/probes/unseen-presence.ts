import type { Presence } from './presence.ts';

/** A system that tells an agent without a face nothing of who is there: Windows and macOS tell the shell. */
export function unseenPresence(): Presence {
  return {
    now: () => ({
      awake: Number(process.hrtime.bigint()) / 1e9,
      // Neither is told in a way that a child of Node could trust, so no spell goes on over a gap.
      asleep: null,
      boot: null,
      wall: Date.now(),
    }),
    look: async () => ({ state: 'unreadable', reason: 'idle-unreadable' }),
    watch: () => () => undefined,
  };
}
