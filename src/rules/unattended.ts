import * as z from 'zod';
import type { FactValue } from '../facts/registry.ts';
import type { NotedSpell } from '../facts/unattended.ts';
import { defineRule, type Moment } from './rule.ts';
import { fail, type Message, pass, undecided } from './verdict.ts';

const dayInMs = 86_400_000;

const unattendedLimits = z.strictObject({
  lockSeconds: z
    .number()
    .positive()
    .describe('seconds without a touch after which the screen has to be locked'),
  awakeMinutes: z
    .number()
    .positive()
    .describe('minutes without a touch after which the computer has to be off'),
  toleranceSeconds: z
    .number()
    .nonnegative()
    .describe('seconds on top of both: systems lock and fall asleep some time after the time that is set'),
  missedLocks: z
    .int()
    .nonnegative()
    .describe('how many missed locks are allowed within the days looked back on'),
  lookbackDays: z
    .int()
    .min(1)
    .max(14)
    .describe('days for which a time left alone is held against the device'),
});
export type UnattendedLimits = z.infer<typeof unattendedLimits>;

/** Whoever goes leaves a locked screen behind, and after half an hour a computer that is off; as it was observed. */
export const unattended = defineRule({
  id: 'unattended',
  clauses: ['IS-7'],
  needs: 'unattended',
  limits: unattendedLimits,
  remedies: {
    linux: { settingsPage: 'screen-lock', by: 'user' },
    windows: { settingsPage: 'screen-lock', by: 'user' },
    macos: { settingsPage: 'screen-lock', by: 'user' },
  },
  describeLimit: ({ lockSeconds, awakeMinutes, lookbackDays }) => ({
    id: 'unattended.limit',
    values: { lock: lockSeconds, awake: awakeMinutes * 60, back: spanOf(lookbackDays) },
  }),
  judge(value, limits, moment) {
    const days = limits.lookbackDays;
    const recent = value.spells.filter((spell) => isRecent(spell, days, moment));
    const alone = recent.filter((spell) => !spell.presenting);
    const { open, awake } = mostOf(limits);
    const missed = alone.filter((spell) => (spell.unlockedSeconds ?? 0) > open);
    const long = alone.filter((spell) => spell.seconds > awake);
    const observed = seen(missed, long, recent.length - alone.length, days);
    if (missed.length > limits.missedLocks) return fail(observed, reasonOf('missed-lock', missed));
    if (long.length > 0) return fail(observed, reasonOf('awake', long));
    const doubt = doubtOf(value, limits);
    return doubt === null ? pass(observed) : undecided(observed, doubt);
  },
});

/** Seconds that a time left alone may last, with an open screen and in all. */
export function mostOf(limits: UnattendedLimits): { readonly open: number; readonly awake: number } {
  const { lockSeconds, awakeMinutes, toleranceSeconds } = limits;
  return { open: lockSeconds + toleranceSeconds, awake: awakeMinutes * 60 + toleranceSeconds };
}

/** Dated more than a day ahead it cannot be true: the clock was wrong when it was noted. */
function isRecent({ startedAt, seconds }: NotedSpell, days: number, { at }: Moment): boolean {
  const since = Date.parse(at) - (Date.parse(startedAt) + seconds * 1000);
  return since <= days * dayInMs && since > -dayInMs;
}

/** Why that nothing was seen proves nothing. */
function doubtOf({ noted, sight }: FactValue<'unattended'>, limits: UnattendedLimits): Message | null {
  const { open, awake } = mostOf(limits);
  if (noted.unlockedSeconds > open || noted.awakeSeconds > awake)
    return { id: 'unattended.reason.not-noted' };
  return sight === 'whole' ? null : { id: `unattended.reason.${sight}` };
}

function seen(
  missed: readonly NotedSpell[],
  long: readonly NotedSpell[],
  presenting: number,
  days: number,
): Message {
  const back = spanOf(days);
  if (missed.length + long.length > 0)
    return {
      id: 'unattended.observed.alone',
      values: { back, missed: missed.length, long: long.length, presenting },
    };
  if (presenting > 0) return { id: 'unattended.observed.presenting', values: { back, presenting } };
  return { id: 'unattended.observed.none', values: { back } };
}

/** Told is the longest: of several it is the one to think about. */
function reasonOf(what: 'missed-lock' | 'awake', spells: readonly NotedSpell[]): Message {
  const length = (spell: NotedSpell) => (what === 'awake' ? spell.seconds : (spell.unlockedSeconds ?? 0));
  const [worst] = spells.toSorted((one, other) => length(other) - length(one));
  return {
    id: `unattended.reason.${what}`,
    values: {
      startedAt: worst?.startedAt ?? '',
      length: wholeMinutes(worst === undefined ? 0 : length(worst)),
    },
  };
}

/** At least so long: minutes are what a person remembers. */
function wholeMinutes(seconds: number): number {
  return seconds < 60 ? seconds : seconds - (seconds % 60);
}

/** ISO 8601. */
function spanOf(days: number): string {
  return `P${days}D`;
}
