const firstMs = 2_000;
const capMs = 15 * 60_000;

/**
 * Exponential backoff with full jitter: a whole fleet that lost its endpoint must not come back in one moment
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 * @param failures how many attempts failed in a row, from 1.
 * @param random from 0 to 1.
 * @returns milliseconds to wait, at most 15 minutes.
 */
export function backoff(failures: number, random: () => number): number {
  // The exponent stays small: 2 ** 1024 is Infinity, and Infinity × 0 is no number.
  const limit = Math.min(capMs, firstMs * 2 ** Math.min(failures - 1, 20));
  return Math.round(random() * limit);
}
