import type { Translator } from '../locales/translate.ts';

const minute = 60_000;
/** Milliseconds of difference between two clocks that are worth telling. */
const worthTelling = 2 * minute;
const units = [
  { unit: 'day', ms: 1440 * minute },
  { unit: 'hour', ms: 60 * minute },
  { unit: 'minute', ms: minute },
] as const;

/** @returns the sentence about a clock that is wrong; null for one that is right enough, or not known. */
export function clockSkewWord(skewMs: number | null, words: Translator): string | null {
  if (skewMs === null || Math.abs(skewMs) < worthTelling) return null;
  const size = Math.abs(skewMs);
  const { unit, ms } = units.find((one) => size >= one.ms) ?? units[2];
  const span = new Intl.NumberFormat(words.language, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 0,
  }).format(size / ms);
  return words.t(skewMs > 0 ? 'fleet:device.ahead' : 'fleet:device.behind', { span });
}
