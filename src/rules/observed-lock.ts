import { toNumber } from '../facts/fact.ts';
import type { Readings } from '../facts/registry.ts';
import { screenLock } from '../facts/screen-lock.ts';
import { unattended } from '../facts/unattended.ts';
import type { Message } from './verdict.ts';

/** Seconds by which a lock may be late without its setting being a lie. */
const tolerance = 120;
/** The rules under which the contradiction is told. */
const concerned: ReadonlySet<string> = new Set(['screen-lock', 'unattended']);

/** Readings as they came, from a device of another version perhaps. */
export type UncheckedReadings = {
  readonly [Name in keyof Readings]?: { readonly state: string; readonly value?: unknown };
};

/**
 * Where the settings say that the screen locks in time and it was seen open for longer: both, in one sentence, for the
 * rules that it concerns. Evidence over configuration.
 */
export function observedAgainstSet(rule: string, readings: UncheckedReadings): Message | null {
  if (!concerned.has(rule)) return null;
  const set = screenLock.value.safeParse(readings['screen-lock']?.value);
  const observed = unattended.value.safeParse(readings.unattended?.value);
  if (!set.success || !observed.success || !set.data.passwordRequired) return null;
  const locksAfter = toNumber(set.data.wait) + toNumber(set.data.grace);
  const late = observed.data.spells
    .filter((spell) => !spell.presenting && (spell.unlockedSeconds ?? 0) > locksAfter + tolerance)
    .toSorted((one, other) => (other.unlockedSeconds ?? 0) - (one.unlockedSeconds ?? 0));
  const [worst] = late;
  if (worst === undefined) return null;
  return {
    id: 'unattended.against-settings',
    values: { set: locksAfter, open: worst.unlockedSeconds, startedAt: worst.startedAt },
  };
}
