import type { Moment } from '../../rules/rule.ts';

/** The instant of a scan, and the day that stands on this computer's own calendar then. */
export function momentOf(now: Date): Moment {
  const day = [
    String(now.getFullYear()).padStart(4, '0'),
    String(now.getMonth() + 1).padStart(2, '0'),
    String(now.getDate()).padStart(2, '0'),
  ];
  return { at: now.toISOString(), today: day.join('-') };
}
