const { DESKWARD_EFFORT: asked } = process.env;

/** Share of what is tried in a long run (`npm run test:chaos`, `npm run test:fuzz`); `npm test` tries a little. */
const share = asked === undefined ? 0.01 : Number(asked);

/** Milliseconds that a test may take; a long run takes as long as it takes. */
export const testTime = asked === undefined ? 60_000 : 24 * 60 * 60_000;

/** @returns that share of `whole`, and `least` at the least. */
export function ofWhole(whole: number, least: number): number {
  return Math.max(least, Math.round(whole * share));
}
