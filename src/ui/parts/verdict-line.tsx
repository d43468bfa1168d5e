import './verdict-line.css';
import type { JSX } from 'preact';
import { findingOf, type Verdict } from '../../rules/verdict.ts';
import type { Translator } from '../locales/translate.ts';
import { type Sign, StatusIcon } from './status-icon.tsx';
import { ruleTitle, sentence, verdictWord } from './verdict-words.ts';

export interface VerdictLineProps {
  readonly verdict: Pick<Verdict, 'rule' | 'status' | 'severity' | 'observed'>;
  readonly translator: Translator;
}

/** One rule on one line: sign, what it is called, what was seen, and the status in words. */
export function VerdictLine({ verdict, translator }: VerdictLineProps): JSX.Element {
  const finding = findingOf(verdict);
  return (
    <span class="verdict-line">
      <StatusIcon sign={finding} size={20} />
      <span class="verdict-line-title">
        {ruleTitle(translator, verdict.rule)}
        {verdict.observed !== null && (
          <span class="verdict-line-seen foreign">{sentence(translator, verdict.observed)}</span>
        )}
      </span>
      <StatusTag sign={finding} word={verdictWord(translator, verdict)} />
    </span>
  );
}

interface StatusTagProps {
  readonly sign: Sign;
  readonly word: string;
}

/** A status in words on its own ground; the sign stands elsewhere on the line. */
export function StatusTag({ sign, word }: StatusTagProps): JSX.Element {
  return <span class={`status-tag status-tag-${sign}`}>{word}</span>;
}
