/**
 * Milliseconds of a clock of 32 bits, which begins anew every 49.7 days (GetTickCount). Whoever is away for longer is not
 * told from one who came back.
 */
export function ticksBetween(from: number, to: number): number {
  return (to - from) >>> 0;
}
