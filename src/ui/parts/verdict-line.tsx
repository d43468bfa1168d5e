import './verdict-line.css';
import type { JSX } from 'preact';
import type { Message, Status } from '../../rules/verdict.ts';
import type { Translator } from '../locales/translate.ts';
import { type Sign, StatusIcon } from './status-icon.tsx';
import { ruleTitle, sentence, statusWord } from './verdict-words.ts';

export interface VerdictLineProps {
  readonly verdict: { readonly rule: string; readonly status: Status; readonly observed: Message | null };
  readonly translator: Translator;
}

/** One rule on one line: sign, what it is called, what was seen, and the status in words. */
export function VerdictLine({ verdict, translator }: VerdictLineProps): JSX.Element {
  return (
    <span class="verdict-line">
      <StatusIcon sign={verdict.status} size={20} />
      <span class="verdict-line-title">
        {ruleTitle(translator, verdict.rule)}
        {verdict.observed !== null && (
          <span class="verdict-line-seen foreign">{sentence(translator, verdict.observed)}</span>
        )}
      </span>
      <StatusTag sign={verdict.status} word={statusWord(translator, verdict.status)} />
    </span>
  );
}

/** A status in words on its own ground; the sign stands elsewhere on the line. */
export function StatusTag({ sign, word }: { readonly sign: Sign; readonly word: string }): JSX.Element {
  return <span class={`status-tag status-tag-${sign}`}>{word}</span>;
}
