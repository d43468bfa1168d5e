import type { JSX } from 'preact';
import { formatDateTime, type Language } from '../locales/translate.ts';
import { formatRelative } from './relative-time.ts';

export interface WhenProps {
  /** ISO instant. */
  readonly at: string;
  /** Milliseconds; a value that ticks makes the words tick. */
  readonly now: number;
  readonly language: Language;
}

/** How long ago, with the exact time on pointing, on paper and for screen readers. */
export function When({ at, now, language }: WhenProps): JSX.Element {
  const exact = formatDateTime(at, language);
  return (
    <time class="when numbers" dateTime={at} title={exact}>
      {formatRelative(at, now, language)}
      <span class="unseen when-exact">{` (${exact})`}</span>
    </time>
  );
}
