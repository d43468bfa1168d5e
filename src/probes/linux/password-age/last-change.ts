import type { UnknownReason } from '../../../facts/fact.ts';

/** What one source says about the last change of a password. */
export type LastChange =
  | { readonly said: 'date'; readonly on: string }
  /** The source answered: there is no date. */
  | {
      readonly said: 'no-date';
      readonly reason: 'never-set' | 'must-change' | 'locked-account';
      readonly detail: string;
    }
  /** The source did not answer. */
  | { readonly said: 'nothing'; readonly reason: UnknownReason; readonly detail: string };

export function nothing(reason: UnknownReason, detail: string): LastChange {
  return { said: 'nothing', reason, detail };
}

/** @returns the calendar day if there is such a day (2026-02-30 is none), else undefined. */
export function calendarDay(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real && year >= 1970 && year <= 9999 ? date.toISOString().slice(0, 10) : undefined;
}

/**
 * shadow(5) counts days; 0 stands for "has to change it at the next sign-in" and is printed as this day.
 */
export const dayZero = '1970-01-01';

export function dated(on: string): LastChange {
  if (on === dayZero) return { said: 'no-date', reason: 'must-change', detail: 'day 0 in shadow(5)' };
  return { said: 'date', on };
}
