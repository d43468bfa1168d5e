import { type Finding, findingOf, type Message, type Verdict } from '../../rules/verdict.ts';
import type { Translator } from '../../ui/locales/translate.ts';
import { padTo, printable, widthOf, wrap } from './text-width.ts';

/** A finding is told by its word and its sign; colour only repeats it. */
const signs: Readonly<Record<Finding, { readonly sign: string; readonly colour: number }>> = {
  pass: { sign: '✓', colour: 32 },
  fail: { sign: '✗', colour: 31 },
  advised: { sign: '!', colour: 33 },
  unknown: { sign: '?', colour: 33 },
  'not-applicable': { sign: '–', colour: 36 },
  excepted: { sign: '○', colour: 36 },
};
/** Columns that the last two cells, what was seen and the limit, have at least, however small the terminal. */
const narrowest = 16;
const gap = '  ';

export interface TableStyle {
  readonly colours: boolean;
  /** Of the terminal. */
  readonly columns: number;
}

interface Row {
  readonly colour: number;
  readonly cells: readonly string[];
  readonly reason: string;
}

/** Rule, status, what was seen, the limit; below each that does not pass, the reason. */
export function verdictTable(verdicts: readonly Verdict[], words: Translator, style: TableStyle): string {
  const heads = ['rule', 'status', 'seen', 'limit'].map((name) => words.t(`cli:agent.column.${name}`));
  const rows = verdicts.map((verdict) => rowOf(verdict, words));
  const widths = widthsOf([heads, ...rows.map((row) => row.cells)], style.columns);
  const rule = widths.map((width) => '─'.repeat(width)).join(gap);
  const lines = rows.flatMap((row) => linesOf(row, widths, style.colours));
  return [joined(heads, widths), rule, ...lines].join('\n');
}

/** The rule and its status take what they need; the others share what is left. */
function widthsOf(table: readonly (readonly string[])[], columns: number): number[] {
  const needed = [0, 1, 2, 3].map((column) =>
    Math.max(...table.map((cells) => widthOf(cells[column] ?? ''))),
  );
  const [rule = 0, status = 0, seen = 0, limit = 0] = needed;
  const left = columns - rule - status - 3 * gap.length;
  const half = Math.max(narrowest, Math.floor(left / 2));
  // What one of the two does not need is the other's.
  const forSeen = Math.min(seen, Math.max(half, left - limit));
  return [rule, status, forSeen, Math.min(limit, Math.max(half, left - forSeen))];
}

/** @returns the sentence with the technical detail that came with it, if any. */
export function sentenceOf(message: Message, words: Translator): string {
  const sentence = words.t(`rules:${message.id}`, message.values);
  const { detail } = { detail: '' as unknown, ...message.values };
  if (typeof detail !== 'string' || detail === '') return sentence;
  return words.t('cli:agent.with-detail', { sentence, detail });
}

function rowOf(verdict: Verdict, words: Translator): Row {
  const say = (message: Message | null) => (message === null ? '' : printable(sentenceOf(message, words)));
  const finding = findingOf(verdict);
  const { sign, colour } = signs[finding];
  const status = `${sign} ${words.t(`rules:finding.${finding}`)}`;
  const seen = verdict.observed === null ? '—' : say(verdict.observed);
  return {
    colour,
    cells: [words.t(`rules:${verdict.rule}.title`), status, seen, say(verdict.limit)],
    reason: say(verdict.reason),
  };
}

function linesOf(row: Row, widths: readonly number[], colours: boolean): string[] {
  const wrapped = row.cells.map((cell, column) => wrap(cell, widths[column] ?? narrowest));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  const lines: string[] = [];
  for (let index = 0; index < height; index += 1)
    lines.push(
      joined(
        wrapped.map((cell) => cell[index] ?? ''),
        widths,
        colours ? row.colour : null,
      ),
    );
  if (row.reason === '') return lines;
  const room = widths.reduce((sum, width) => sum + width, 0);
  return [...lines, ...wrap(row.reason, room).map((line) => `${gap}${line}`)];
}

function joined(cells: readonly string[], widths: readonly number[], colour: number | null = null): string {
  const padded = cells.map((cell, column) => padTo(cell, widths[column] ?? 0));
  if (colour !== null && cells[1] !== '') padded[1] = `\u001b[${colour}m${padded[1]}\u001b[0m`;
  return padded.join(gap).trimEnd();
}
