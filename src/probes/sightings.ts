/** Somebody was seen signed in, or to have signed in (`at`, milliseconds since 1970; null where that is not told). */
export interface Sighting {
  readonly name: string;
  readonly at: number | null;
  readonly now: boolean;
  readonly source: string;
}

/** One for each account: there now if anything says so, last signed in at the latest that anything tells. */
export function together(sightings: readonly Sighting[]): Sighting[] {
  const byName = new Map<string, Sighting>();
  for (const sighting of sightings) {
    const before = byName.get(sighting.name);
    byName.set(sighting.name, before === undefined ? sighting : joined(before, sighting));
  }
  return [...byName.values()];
}

function joined(one: Sighting, other: Sighting): Sighting {
  const at = Math.max(one.at ?? 0, other.at ?? 0);
  const source = one.now || !other.now ? one.source : other.source;
  return { name: one.name, at: at === 0 ? null : at, now: one.now || other.now, source };
}
