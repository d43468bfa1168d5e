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
  /** Parts of which one of the two says nothing, or says it in another way. */
  readonly uncompared: readonly Part[];
}

/** What is different from the configuration that IT accepted. The order of things, and the slot they are in, is not. */
export function compare(accepted: Configuration, now: Configuration): Comparison {
  const changes: Change[] = [];
  const uncompared: Part[] = [];
  for (const part of parts) {
    const [before, after] = [thingsOf(part, accepted), thingsOf(part, now)];
    if (before === null && after === null) continue;
    if (before === null || after === null) uncompared.push(part);
    else if (part === 'memory' && accepted.memory?.told !== now.memory?.told) {
      if (totalOf(accepted) !== totalOf(now)) uncompared.push(part);
    } else if (!isSame(before, after)) changes.push({ part, ...difference(before, after) });
  }
  return { changes, uncompared };
}

function isSame(one: readonly Thing[], other: readonly Thing[]): boolean {
  const texts = (things: readonly Thing[]) => things.map(({ whole }) => whole).toSorted();
  const [first, second] = [texts(one), texts(other)];
  return first.length === second.length && first.every((text, index) => text === second[index]);
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
