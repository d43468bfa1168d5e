import { formatDate, formatDateTime, formatDuration, type Translator } from '../locales/translate.ts';

/** A field of a fact in words: a text, or a list of things that have fields themselves. */
export interface ReadableField {
  readonly label: string;
  readonly value: string | readonly (readonly ReadableField[])[];
}

/** Things within things, deeper than any fact of this version; what lies below is shown as JSON. */
const deepest = 3;
/** Fields that count seconds; a number alone would not say so. */
const durations = new Set([
  ...['screen-lock.wait', 'screen-lock.grace'],
  ...['unattended.seconds', 'unattended.unlockedSeconds', 'unattended.awakeSeconds'],
]);

/** Numbers that name something: grouped by thousands they would be another name. */
const nameNumbers = new Set(['sharing.port']);
/** Fields for the endpoint alone, which say nothing to a person. */
const unsaid = new Set(['approved-software.comparedWith', 'removable-media.comparedWith']);

/**
 * Says what a device read, field by field. Facts, fields and values that these words don't have (a later version's)
 * keep their own names.
 */
export function readFact(fact: string, value: unknown, words: Translator): readonly ReadableField[] {
  return isGroup(value)
    ? readFields(fact, value, words, 1)
    : [{ label: fact, value: readText(fact, '', value, words) }];
}

export function factTitle(words: Translator, fact: string): string {
  return words.say(`fleet:fact.${fact}.title`) ?? fact;
}

function readFields(fact: string, group: object, words: Translator, depth: number): ReadableField[] {
  const said = Object.entries(group).filter(([name]) => !unsaid.has(`${fact}.${name}`));
  return said.map(([name, value]) => ({
    label: words.say(`fleet:fact.${fact}.${name}`) ?? name,
    value: depth < deepest ? readValue(fact, name, value, words, depth) : readText(fact, name, value, words),
  }));
}

function readValue(
  fact: string,
  name: string,
  value: unknown,
  words: Translator,
  depth: number,
): ReadableField['value'] {
  const things = Array.isArray(value) ? value : [value];
  if (things.length === 0) return words.t('fleet:fact.none');
  if (things.every(isGroup)) return things.map((thing) => readFields(fact, thing, words, depth + 1));
  return things.map((thing) => readText(fact, name, thing, words)).join(', ');
}

function readText(fact: string, name: string, value: unknown, words: Translator): string {
  if (value === null) return '—';
  if (typeof value === 'boolean') return words.t(value ? 'fleet:fact.yes' : 'fleet:fact.no');
  const isDuration = durations.has(`${fact}.${name}`);
  if (typeof value === 'number' && nameNumbers.has(`${fact}.${name}`)) return `${value}`;
  if (typeof value === 'number')
    return isDuration ? formatDuration(value, words.language) : value.toLocaleString(words.language);
  if (typeof value !== 'string') return JSON.stringify(value);
  if (isDuration && value === 'never') return words.t('fleet:fact.never');
  return words.say(`fleet:fact.${fact}.${name}Value.${value}`) ?? readDate(value, words) ?? value;
}

function readDate(text: string, words: Translator): string | null {
  if (!/^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(text) || Number.isNaN(Date.parse(text))) return null;
  return text.includes('T') ? formatDateTime(text, words.language) : formatDate(text, words.language);
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
