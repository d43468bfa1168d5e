import type { Configuration } from '../../facts/configuration.ts';
import { counted, type Part, parts, type Thing, thingsOf } from './described.ts';

/** A part that is no longer as it was accepted, in texts that are the same in every language. */
export interface Change {
  readonly part: Part;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface Comparison {
  readonly changes: readonly Change[];
  /** Parts of which one of the two says nothing, or too little, or says it in another way. */
  readonly uncompared: readonly Part[];
}

/** What is different from the configuration that IT accepted. The order of things, and the slot they are in, is not. */
export function compare(accepted: Configuration, now: Configuration): Comparison {
  const changes: Change[] = [];
  const uncompared: Part[] = [];
  for (const part of parts) {
    const [before, after] = [thingsOf(part, accepted), thingsOf(part, now)];
    if (before === null && after === null && part === 'processor') continue;
    if (before === null || after === null) uncompared.push(part);
    else if (part === 'memory' && accepted.memory?.told !== now.memory?.told) {
      if (totalOf(accepted) !== totalOf(now)) uncompared.push(part);
    } else {
      const same = isSame(before, after);
      if (same === null) uncompared.push(part);
      else if (!same) changes.push({ part, ...difference(before, after) });
    }
  }
  return { changes, uncompared };
}

/** @returns null where one of the two lacks the mark by which its like could be told from it. */
function isSame(before: readonly Thing[], after: readonly Thing[]): boolean | null {
  const rest = [...after];
  const take = (fits: (thing: Thing) => boolean): boolean => {
    const index = rest.findIndex(fits);
    if (index >= 0) rest.splice(index, 1);
    return index >= 0;
  };
  const others = before.filter((thing) => !take(({ whole }) => whole === thing.whole));
  const isUnmarked = ({ short, whole }: Thing): boolean => short === whole;
  const canBe = (thing: Thing) =>
    take((other) => other.short === thing.short && (isUnmarked(other) || isUnmarked(thing)));
  if (!others.every(canBe) || rest.length > 0) return false;
  return others.length === 0 ? true : null;
}

/** Short where that shows the difference; else only what is different, with what tells it from its like. */
function difference(before: readonly Thing[], after: readonly Thing[]): Omit<Change, 'part'> {
  const short = (things: readonly Thing[]) => counted(things.map((each) => each.short).toSorted());
  const [first, second] = [short(before), short(after)];
  if (first.join() !== second.join()) return { before: first, after: second };
  return { before: only(before, after), after: only(after, before) };
}

function only(these: readonly Thing[], others: readonly Thing[]): string[] {
  const there = new Set(others.map(({ whole }) => whole));
  return these.map(({ whole }) => whole).filter((text) => !there.has(text));
}

function totalOf({ memory }: Configuration): number {
  return (memory?.modules ?? []).reduce((sum, { bytes }) => sum + bytes, 0);
}
