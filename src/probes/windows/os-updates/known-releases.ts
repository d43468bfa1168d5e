/** A monthly update that Microsoft has published: the revision (UBR) that it brings a branch to, and its day. */
export interface Release {
  readonly revision: number;
  /** ISO. */
  readonly day: string;
}

/**
 * Oldest first. A list with gaps, and one that ends, stays true: a computer below a revision lacks what came out on that
 * day, and of one above all of them it says nothing. Seen in others' inventories and Microsoft's update histories.
 */
const releases: Readonly<Record<number, readonly Release[]>> = {
  // Windows 11 24H2, 25H2 and 26H2
  26100: [
    { revision: 6584, day: '2025-09-09' },
    { revision: 7840, day: '2026-02-10' },
    { revision: 8655, day: '2026-06-09' },
    { revision: 8875, day: '2026-07-14' },
    { revision: 9168, day: '2026-08-11' },
    { revision: 9445, day: '2026-09-08' },
  ],
  // Windows 10 22H2 and LTSC 2021
  19041: [
    { revision: 7548, day: '2026-08-11' },
    { revision: 7725, day: '2026-09-08' },
  ],
};

/** Builds that an enablement package makes of another: their updates and revisions are that one's. */
const branches: Readonly<Record<number, number>> = {
  26200: 26100,
  26300: 26100,
  19042: 19041,
  19043: 19041,
  19044: 19041,
  19045: 19041,
};

/** What the list says of a computer; both undefined for a branch that is not in the list. */
export interface KnownRelease {
  /** The first that it lacks. */
  readonly missing: Release | undefined;
  /** The newest that it is known to have. */
  readonly newest: Release | undefined;
}

export function findRelease(build: number, revision: number): KnownRelease {
  const branch = releases[branches[build] ?? build] ?? [];
  return {
    missing: branch.find((release) => release.revision > revision),
    newest: branch.findLast((release) => release.revision <= revision),
  };
}
