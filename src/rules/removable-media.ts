import * as z from 'zod';
import { type MediaFact, type Medium, mediumKinds } from '../facts/removable-media.ts';
import { defineRule, type Moment } from './rule.ts';
import { textKey } from './text-key.ts';
import { fail, type Message, pass, undecided } from './verdict.ts';

const dayInMs = 86_400_000;

const mediaLimits = z.strictObject({
  allowed: z
    .array(
      z.strictObject({
        serial: z.string().trim().min(1).describe('serial number of the drive or card, as Deskward shows it'),
        name: z.string().exactOptional().describe('for people: what it is, or whose'),
      }),
    )
    .describe('drives and cards that IT knows'),
  discsAllowed: z
    .boolean()
    .describe(
      'whether any disc may be used; else those alone that a drive or a token on USB shows, if it is listed',
    ),
  lookbackDays: z
    .int()
    .min(0)
    .max(30)
    .describe('days for which one that is gone again still counts; 0: only what is in the computer now'),
  unwatched: z
    .enum(['told', 'unknown'])
    .describe(
      'of these days, time that nobody watched and of which the system keeps nothing: a pass tells of it, or it leaves ' +
        'the rule undecided; the latter only for computers that run day and night',
    ),
});
type MediaLimits = z.infer<typeof mediaLimits>;

/** How many media a report names at most. */
const mostListed = 40;

/** No drive, card or disc of unknown origin is in the computer, or was since its last reports. */
export const removableMedia = defineRule({
  id: 'removable-media',
  clauses: ['IS-10'],
  needs: 'removable-media',
  limits: mediaLimits,
  remedies: {
    linux: { settingsPage: null, by: 'user' },
    windows: { settingsPage: null, by: 'user' },
    macos: { settingsPage: null, by: 'user' },
  },
  describeLimit: (limits) => ({
    id: `removable-media.limit.${timeOf(limits)}.${limits.discsAllowed ? 'discs' : 'no-discs'}`,
    values: { count: limits.allowed.length, back: backOf(limits) },
  }),
  narrow(value, limits, moment) {
    if (value.comparedWith !== null) return value;
    const unknown = unknownMedia(value, limits, moment);
    const media = unknown.slice(0, mostListed);
    return { ...value, media, left: unknown.length - media.length, comparedWith: comparisonWith(limits) };
  },
  judge(value, limits, moment) {
    const media = unknownMedia(value, limits, moment);
    const foreign = media.filter(({ serialState }) => serialState !== 'unread');
    if (foreign.length > 0) return fail(seen(foreign), reasonOf(foreign));
    const doubt = doubtOf(value, media, limits, moment);
    return doubt === null
      ? pass(nothingSeen(value, limits, moment))
      : undecided(media.length > 0 ? seen(media) : { id: 'removable-media.observed.partly' }, doubt);
  },
});

/** Those that IT does not know, what is in the computer now first. */
function unknownMedia({ media }: MediaFact, limits: MediaLimits, moment: Moment): readonly Medium[] {
  const allowed = new Set(limits.allowed.map(({ serial }) => comparable(serial)));
  const unknown = media.filter(
    (medium) => counts(medium, limits, moment) && !isKnown(medium, allowed, limits),
  );
  return [...unknown.filter(isIn), ...unknown.filter((medium) => !isIn(medium))];
}

/** Windows' own names of devices know no case, and bridges pad serial numbers with blanks. */
function comparable(serial: string): string {
  return serial.trim().toUpperCase();
}

function isKnown(
  { kind, serial }: Medium,
  allowed: ReadonlySet<string>,
  { discsAllowed }: MediaLimits,
): boolean {
  if (kind === 'disc' && discsAllowed) return true;
  return serial !== null && allowed.has(comparable(serial));
}

function isIn({ lastSeen }: Medium): boolean {
  return lastSeen === null;
}

/** Dated more than a day ahead it cannot be true: the clock was wrong when it was noted. */
function counts({ lastSeen }: Medium, { lookbackDays }: MediaLimits, { at }: Moment): boolean {
  if (lastSeen === null) return true;
  const since = Date.parse(at) - Date.parse(lastSeen);
  return lookbackDays > 0 && since <= lookbackDays * dayInMs && since > -dayInMs;
}

/** Why that nothing foreign was seen proves nothing. */
function doubtOf(
  value: MediaFact,
  media: readonly Medium[],
  limits: MediaLimits,
  moment: Moment,
): Message | null {
  if (media.length > 0) return { id: 'removable-media.reason.serial-unread' };
  if (!isCompared(value, limits)) return { id: 'removable-media.reason.not-compared' };
  const [unread] = value.unread;
  if (unread !== undefined) return { id: 'removable-media.reason.unread', values: { source: unread.source } };
  return limits.unwatched === 'told' || isWhollyKnown(value, limits, moment)
    ? null
    : { id: 'removable-media.reason.not-watched', values: { back: backOf(limits) } };
}

/** Whether nothing can have come and gone unseen in these days: the system kept it, or somebody watched. */
function isWhollyKnown(
  { kept, watchedSince }: MediaFact,
  { lookbackDays }: MediaLimits,
  { at }: Moment,
): boolean {
  if (lookbackDays === 0 || mediumKinds.every((kind) => kept.includes(kind))) return true;
  return watchedSince !== null && Date.parse(watchedSince) <= Date.parse(at) - lookbackDays * dayInMs;
}

function timeOf({ lookbackDays, unwatched }: MediaLimits): string {
  if (lookbackDays === 0) return 'now';
  return unwatched === 'told' ? 'seen' : 'whole';
}

function backOf({ lookbackDays }: MediaLimits): string {
  return `P${lookbackDays}D`;
}

function comparisonWith(limits: MediaLimits): NonNullable<MediaFact['comparedWith']> {
  return {
    allowed: limits.allowed.map(({ serial }) => textKey(comparable(serial))),
    discs: limits.discsAllowed,
    lookbackDays: limits.lookbackDays,
  };
}

/** Whether all that these limits object to stands among the media: they may object to less than was looked for, not more. */
function isCompared({ comparedWith: then, left }: MediaFact, limits: MediaLimits): boolean {
  if (then === null) return true;
  const now = comparisonWith(limits);
  const stillAllowed = new Set(now.allowed);
  return (
    left === 0 &&
    then.allowed.every((key) => stillAllowed.has(key)) &&
    (!then.discs || now.discs) &&
    then.lookbackDays >= now.lookbackDays
  );
}

/** Claims no more than is known: what Windows keeps of USB drives, and else only the time that somebody watched. */
function nothingSeen(value: MediaFact, limits: MediaLimits, moment: Moment): Message {
  if (limits.lookbackDays === 0) return { id: 'removable-media.observed.none-now' };
  const back = backOf(limits);
  if (isWhollyKnown(value, limits, moment)) return { id: 'removable-media.observed.none', values: { back } };
  const what = value.kept.includes('usb-drive') ? 'none-on-usb' : 'none';
  return value.watchedSince === null
    ? { id: `removable-media.observed.${what}-unwatched`, values: { back } }
    : { id: `removable-media.observed.${what}-since`, values: { back, since: value.watchedSince } };
}

function seen(media: readonly Medium[]): Message {
  return { id: 'removable-media.observed.found', values: { media: [...new Set(media.map(nameOf))] } };
}

/** As it is written on the thing, where it says so: that, and its serial number, IT needs for its list. */
function nameOf({ maker, model, serial, source }: Medium): string {
  const name = model.toUpperCase().startsWith(maker.toUpperCase()) ? model : `${maker} ${model}`.trim();
  if (serial !== null) return `${name} (${serial})`.trim();
  return name === '' ? source : name;
}

/** Of the first: what is in the computer can be taken out. */
function reasonOf([first, ...others]: readonly Medium[]): Message {
  const count = others.length + 1;
  const lastSeen = first?.lastSeen ?? null;
  if (lastSeen !== null) return { id: 'removable-media.reason.gone', values: { count, lastSeen } };
  // What has a number, such as a token that shows a disc with its programs, IT can put on its list.
  if (first?.kind === 'disc' && first.serial === null)
    return { id: 'removable-media.reason.disc', values: { count } };
  const what = first?.serialState === 'none' ? 'no-serial' : 'foreign';
  return { id: `removable-media.reason.${what}`, values: { count } };
}
