import * as z from 'zod';
import {
  absentReasons,
  known,
  type Reading,
  absent as readAbsent,
  unknown,
  unknownReasons,
} from '../facts/fact.ts';
import type { FactValue } from '../facts/registry.ts';
import type { NotedSpell } from '../facts/unattended.ts';
import type { Look } from '../probes/presence.ts';
import { nothingSeen, openSpell, type Spell, type Tracker } from './spells.ts';
import { passedBy, type Thresholds } from './thresholds.ts';

/** Days and number of spells that are kept, whichever is less. */
const [keptDays, keptSpells] = [14, 50];
/** Milliseconds after which what was written down says nothing of today. */
const staleMs = 86_400_000;
const hour = 3600;

const seconds = z.number().nonnegative();
const instant = z.object({
  awake: seconds,
  asleep: z.number().nullable(),
  boot: z.string().nullable(),
  wall: z.number(),
});
const spell = z.object({
  startedAt: z.number(),
  seconds,
  unlockedSeconds: seconds.nullable(),
  presenting: z.boolean(),
  source: z.string(),
});
const openSpellShape = z.object({
  from: seconds,
  until: seconds,
  unlockedUntil: seconds.nullable(),
  startedAt: z.number(),
  locked: z.boolean().nullable(),
  presenting: z.boolean(),
  source: z.string(),
});
const tracker = z.object({
  last: instant.nullable(),
  locked: z.boolean().nullable(),
  notBefore: seconds,
  spell: openSpellShape.nullable(),
});
const sight = z.discriminatedUnion('state', [
  z.object({ state: z.literal('seen'), lock: z.boolean(), source: z.string() }),
  z.object({
    state: z.literal('unreadable'),
    reason: z.enum(unknownReasons),
    detail: z.string().exactOptional(),
  }),
  z.object({ state: z.literal('absent'), reason: z.enum(absentReasons) }),
]);
const record = z.object({
  v: z.literal(1),
  since: z.iso.datetime(),
  /** Milliseconds since 1970: the last look that is written down. */
  lookedAt: z.number().nullable(),
  sight: sight.nullable(),
  tracker,
  spells: z.array(spell).max(keptSpells),
});

/** All that the observer knows, as it is written down. */
export interface ObserverRecord {
  readonly v: 1;
  readonly since: string;
  readonly lookedAt: number | null;
  readonly sight: z.infer<typeof sight> | null;
  readonly tracker: Tracker;
  readonly spells: readonly Spell[];
}

export function emptyRecord(now: number): ObserverRecord {
  const since = new Date(now).toISOString();
  return { v: 1, since, lookedAt: null, sight: null, tracker: nothingSeen, spells: [] };
}

/** @throws Error for what is not a record. */
export function decodeRecord(text: string): ObserverRecord {
  return record.parse(JSON.parse(text));
}

export function sightOf(look: Look): ObserverRecord['sight'] {
  if (look.state === 'seen') return { state: 'seen', lock: look.locked !== null, source: look.source };
  if (look.state === 'absent') return look;
  const { state, reason, detail } = look;
  return detail === undefined ? { state, reason } : { state, reason, detail };
}

/** Adds a spell that ended, and drops what is too old. */
export function withSpell(spells: readonly Spell[], ended: Spell, now: number): readonly Spell[] {
  const young = [...spells, ended].filter((one) => now - one.startedAt < keptDays * 86_400_000);
  return young.slice(-keptSpells);
}

/** What is known, as the fact. `now`: milliseconds since 1970. */
export function readingOf(
  { since, sight, spells, tracker, lookedAt }: ObserverRecord,
  noted: Thresholds,
  now: number,
): Reading<FactValue<'unattended'>> {
  if (sight === null || lookedAt === null || Math.abs(now - lookedAt) > staleMs)
    return unknown('not-observed-yet');
  const open = openSpell(tracker);
  const going = open !== null && passedBy(open, noted) > 0 ? [told(open, true)] : [];
  const all = [...spells.map((one) => told(one, false)), ...going];
  if (sight.state === 'absent' && all.length === 0) return readAbsent(sight.reason);
  if (sight.state === 'unreadable' && all.length === 0) return unknown(sight.reason, undefined, sight.detail);
  const seen = sight.state !== 'seen' ? 'none' : sight.lock ? 'whole' : 'no-lock';
  const source = sight.state === 'seen' ? sight.source : (all.at(-1)?.source ?? '');
  return known({ since, noted: { ...noted }, sight: seen, spells: all }, source);
}

function told(
  { startedAt, seconds, unlockedSeconds, presenting, source }: Spell,
  ongoing: boolean,
): NotedSpell {
  const length = ongoing ? coarse : Math.floor;
  return {
    startedAt: new Date(startedAt).toISOString(),
    seconds: length(seconds),
    unlockedSeconds: unlockedSeconds === null ? null : length(unlockedSeconds),
    presenting,
    ongoing,
    source,
  };
}

/** A night is not a new fact at every scan: from an hour on, what goes on is told as at least 1, 2, 4, 8 hours. */
function coarse(length: number): number {
  return length < hour ? Math.floor(length) : hour * 2 ** Math.floor(Math.log2(length / hour));
}
