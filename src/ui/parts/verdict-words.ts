import { findingOf, type Message, type Verdict } from '../../rules/verdict.ts';
import type { Translator } from '../locales/translate.ts';

/** What a rule is called; one of a later version keeps its id. */
export function ruleTitle(translator: Translator, rule: string): string {
  return wordsOr(translator, `rules:${rule}.title`, rule);
}

export function findingWord(translator: Translator, finding: string): string {
  return wordsOr(translator, `rules:finding.${finding}`, finding);
}

/** "Needs fixing" below "everything is in order" would be a contradiction. */
export function verdictWord(translator: Translator, verdict: Pick<Verdict, 'severity' | 'status'>): string {
  return findingWord(translator, findingOf(verdict));
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
