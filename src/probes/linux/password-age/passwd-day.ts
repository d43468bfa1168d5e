import type { PasswdStatus } from '../passwd-status.ts';
import { calendarDay, dated, type LastChange, nothing } from './last-change.ts';

/** The date that is in the line of `passwd -S`. The day is ISO since shadow 4.12, MM/DD/YYYY before (passwd(1)). */
export function dayOf(status: PasswdStatus): LastChange {
  if (!status.ok) return nothing(status.reason, status.detail);
  const { password, day } = status;
  if (password === 'none')
    return { said: 'no-date', reason: 'never-set', detail: 'no password (passwd -S: NP)' };
  // `!` alone (a password was never set) and a locked password look the same here: the day proves neither.
  if (password === 'locked') return { said: 'no-date', reason: 'locked-account', detail: 'passwd -S: L' };
  if (day === 'never') return { said: 'no-date', reason: 'never-set', detail: 'passwd -S: never' };
  const on = readDay(day);
  return on === undefined ? nothing('unparsable', day.slice(0, 40)) : dated(on);
}

function readDay(day: string): string | undefined {
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (iso !== null) return calendarDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const american = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(day);
  if (american !== null) return calendarDay(Number(american[3]), Number(american[1]), Number(american[2]));
  return undefined;
}
