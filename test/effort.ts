const { DESKWARD_EFFORT: asked } = process.env;

/** Share of what is tried in a long run (`npm run test:chaos`, `npm run test:fuzz`); `npm test` tries a little. */
const share = asked === undefined ? 0.01 : Number(asked);

/** @returns that share of `whole`, and `least` at the least. */
export function ofWhole(whole: number, least: number): number {
  return Math.max(least, Math.round(whole * share));
}
