import { rules } from '../rules/registry.ts';

/** @returns the rule that was probably meant by a misspelt id; null where none is near. */
export function nearestRule(id: string): string | null {
  const near = rules
    .map((rule) => ({ id: rule.id, edits: distance(id.toLowerCase(), rule.id) }))
    .filter(({ id: known, edits }) => edits <= known.length / 3)
    .toSorted((one, other) => one.edits - other.edits);
  return near[0]?.id ?? null;
}

/** How many letters have to be added, taken away or changed (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1];
    for (const [index, other] of [...to].entries()) {
      const changed = (row[index] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? from.length;
}
