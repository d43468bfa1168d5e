import type { JSX } from 'preact';
import type { ReportingState } from '../../ipc/schema.ts';
import type { Translator } from '../locales/translate.ts';

/** Whether IT has heard of it, in words. */
export function reportingSentence(reporting: ReportingState, { t }: Translator): string {
  switch (reporting.state) {
    case 'not-enrolled':
      return t('popup:reporting.not-enrolled');
    case 'joining':
      return t('popup:reporting.joining', { at: reporting.since });
    case 'up-to-date':
      return t('popup:reporting.up-to-date', { at: reporting.lastSentAt });
    case 'sending':
      return t('popup:reporting.sending');
    case 'offline':
      return t('popup:reporting.offline', { count: reporting.waiting });
    case 'distrusted':
      return t(`connection:${reporting.reason}`);
    case 'key-lost':
      return t('popup:reporting.key-lost');
    case 'refused':
      return t('popup:reporting.refused', { detail: reporting.detail });
    default:
      return reporting satisfies never;
  }
}

interface ReportingLineProps {
  readonly reporting: ReportingState;
  readonly words: Translator;
}

export function ReportingLine({ reporting, words }: ReportingLineProps): JSX.Element {
  return (
    <p class={`reporting reporting-${reporting.state} numbers`} role="status">
      <span class="foreign">{reportingSentence(reporting, words)}</span>
      {reporting.state === 'refused' && ` ${words.t('popup:reporting.refused-help')}`}
    </p>
  );
}
