import type { Language } from '../locales/translate.ts';

/**
 * How much of the whole, in percent. Never says 0% of something or 100% of less than everything: one device of a
 * hundred thousand that fails is "<0.1%".
 */
export function formatShare(part: number, whole: number, language: Language): string {
  const share = whole === 0 ? 0 : part / whole;
  const isNearAnEnd = share < 0.01 || share > 0.99;
  const format = new Intl.NumberFormat(language, {
    style: 'percent',
    maximumFractionDigits: isNearAnEnd ? 1 : 0,
  });
  if (part > 0 && share < 0.001) return `<${format.format(0.001)}`;
  if (part < whole && share > 0.999) return `>${format.format(0.999)}`;
  return format.format(share);
}
