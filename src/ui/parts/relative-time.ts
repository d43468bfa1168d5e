import type { Language } from '../locales/translate.ts';

const minute = 60_000;
const steps = [
  { unit: 'day', ms: 1440 * minute },
  { unit: 'hour', ms: 60 * minute },
  { unit: 'minute', ms: minute },
] as const;

/**
 * "5 minutes ago" / "5分钟前", in whole units rounded down; below a minute "now" / "现在".
 * `at` is an ISO instant, `now` milliseconds of the same clock.
 */
export function formatRelative(at: string, now: number, language: Language): string {
  const span = Date.parse(at) - now;
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const step = steps.find(({ ms }) => Math.abs(span) >= ms);
  if (step === undefined) return words.format(0, 'second');
  const amount = Math.trunc(span / step.ms);
  // "yesterday" for 25 hours is a guess about midnight; numbers are not.
  return new Intl.RelativeTimeFormat(language, { numeric: 'always' }).format(amount, step.unit);
}
