import type { Message, Status } from '../../rules/verdict.ts';
import type { Translator } from '../locales/translate.ts';

/** What a rule is called; one of a later version keeps its id. */
export function ruleTitle(translator: Translator, rule: string): string {
  return wordsOr(translator, `rules:${rule}.title`, rule);
}

export function statusWord(translator: Translator, status: string): string {
  return wordsOr(translator, `rules:status.${status}`, status);
}

export function standingWord(translator: Translator, standing: string): string {
  return wordsOr(translator, `rules:standing.${standing}`, standing);
}

export function clauseWord(translator: Translator, clause: string): string {
  return wordsOr(translator, `rules:clause.${clause}`, clause);
}

/**
 * Says a message of a rule. One that these words don't have, or whose values don't fit them (both happen when the
 * device runs a later version), is shown as its id with its values: less nice, and still true.
 */
export function sentence(translator: Translator, message: Message): string {
  return translator.say(`rules:${message.id}`, message.values) ?? plainly(message);
}

function plainly(message: Message): string {
  const values = Object.entries(message.values ?? {}).map(([name, value]) => `${name}: ${String(value)}`);
  return values.length === 0 ? message.id : `${message.id} (${values.join(', ')})`;
}

function wordsOr(translator: Translator, key: string, otherwise: string): string {
  return translator.say(key) ?? otherwise;
}

const order: Readonly<Record<Status, number>> = {
  fail: 0,
  unknown: 2,
  excepted: 4,
  pass: 5,
  'not-applicable': 6,
};

/** Worst first; of the same status, what decides the standing before what only advises. */
export function byUrgency<T extends { readonly status: Status; readonly severity: string }>(
  verdicts: readonly T[],
): T[] {
  const rank = (verdict: T): number => order[verdict.status] + (verdict.severity === 'required' ? 0 : 1);
  return verdicts.toSorted((one, other) => rank(one) - rank(other));
}
