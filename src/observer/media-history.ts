import * as z from 'zod';
import { type MediaFact, type Medium, removableMedia } from '../facts/removable-media.ts';

/** Days and number of media that are kept, whichever is less; no policy looks back farther. */
const [keptDays, keptMedia] = [31, 200];
/** Milliseconds after which what was written down says nothing of the time since: an agent that runs looks every hour. */
const staleMs = 7_200_000;

const history = z.object({
  v: z.literal(1),
  /** From when on somebody has looked without a break. */
  since: z.iso.datetime(),
  lookedAt: z.iso.datetime(),
  media: z.array(removableMedia.value.shape.media.element).max(keptMedia),
});

/** What was in this computer and what is, as it is written down. Instants are ISO 8601. */
export interface MediaHistory {
  readonly v: 1;
  readonly since: string;
  readonly lookedAt: string;
  readonly media: readonly Medium[];
}

export function emptyHistory(now: string): MediaHistory {
  return { v: 1, since: now, lookedAt: now, media: [] };
}

/** @throws Error for what is no history. */
export function decodeHistory(text: string): MediaHistory {
  return history.parse(JSON.parse(text));
}

/** Nobody looked since it was written: what has gone meanwhile was last seen at the last look. */
export function resumed(before: MediaHistory, now: string): MediaHistory {
  return { ...before, since: now };
}

/** Adds one look. What could not be looked into may still be there, so nothing is taken for gone then. */
export function withLook(before: MediaHistory, look: MediaFact, now: string): MediaHistory {
  const seen = new Map(look.media.map((medium) => [keyOf(medium), medium]));
  const isWhole = look.unread.length === 0;
  const gone = before.media.filter((medium) => !seen.has(keyOf(medium)));
  const media = [
    ...[...seen.values()].map((medium) => merged(medium, before, now)),
    ...gone.map((medium) => (isWhole ? left(medium, before) : medium)),
  ];
  return { ...before, lookedAt: now, media: media.filter(isYoung(now)).slice(0, keptMedia) };
}

/** The look, with all that is known of what was here before. */
export function withHistory(look: MediaFact, { since, media }: MediaHistory): MediaFact {
  return { ...look, media: [...media], watchedSince: since };
}

/** What another program noted, for one that looks once: of the time since its last look nothing is known. */
export function withWritten(look: MediaFact, before: MediaHistory, now: string): MediaFact {
  const isStale = Math.abs(Date.parse(now) - Date.parse(before.lookedAt)) > staleMs;
  const { media } = withLook(before, look, now);
  return { ...look, media: [...media], watchedSince: isStale ? null : before.since };
}

/** The same thing in another port is the same; two of a kind without numbers can't be told apart. */
function keyOf({ kind, maker, model, serial }: Medium): string {
  return JSON.stringify(serial === null ? [kind, maker, model] : [kind, serial]);
}

function merged(seen: Medium, { media, lookedAt }: MediaHistory, now: string): Medium {
  const before = media.find((medium) => keyOf(medium) === keyOf(seen));
  const firstSeen = earliest(before?.firstSeen ?? null, seen.firstSeen) ?? now;
  if (seen.lastSeen === null) return { ...seen, firstSeen };
  // Systems miss what is pulled out while they are off; the last look that saw it did not.
  const own = before === undefined || before.lastSeen !== null ? (before?.lastSeen ?? null) : lookedAt;
  return { ...seen, firstSeen, lastSeen: own !== null && own > seen.lastSeen ? own : seen.lastSeen };
}

function left(medium: Medium, { lookedAt }: MediaHistory): Medium {
  return { ...medium, lastSeen: medium.lastSeen ?? lookedAt };
}

function earliest(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

function isYoung(now: string): (medium: Medium) => boolean {
  const oldest = Date.parse(now) - keptDays * 86_400_000;
  return ({ lastSeen }) => lastSeen === null || Date.parse(lastSeen) >= oldest;
}
