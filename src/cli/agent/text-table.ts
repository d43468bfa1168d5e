import { padTo, widthOf, wrap } from './text-width.ts';

const gap = '  ';
/** Columns that no cell is squeezed below. */
const narrowest = 6;

/** The first row is the head. Where the terminal is too narrow, the widest columns wrap. */
export function textTable(rows: readonly (readonly string[])[], columns: number): string {
  const widths = widthsOf(rows, columns);
  const [head = [], ...body] = rows;
  const rule = widths.map((width) => '─'.repeat(width)).join(gap);
  return [...linesOf(head, widths), rule, ...body.flatMap((row) => linesOf(row, widths))].join('\n');
}

function widthsOf(rows: readonly (readonly string[])[], columns: number): number[] {
  const count = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  const room = columns - gap.length * (count - 1);
  for (let over = sum(widths) - room; over > 0; over -= 1) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= narrowest) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function linesOf(row: readonly string[], widths: readonly number[]): string[] {
  const cells = widths.map((width, column) => wrap(row[column] ?? '', width));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((cell, column) => padTo(cell[line] ?? '', widths[column] ?? 0))
      .join(gap)
      .trimEnd(),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
