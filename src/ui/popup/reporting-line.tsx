import type { JSX } from 'preact';
import type { PopupState } from '../../ipc/schema.ts';
import type { Translator } from '../locales/translate.ts';
import { wayToIt } from './way-to-it.ts';

type Reporter = Pick<PopupState, 'profile' | 'reporting'>;

/** Whether IT has heard of it, in words. */
function reportingSentence(state: Reporter, words: Translator): string {
  const { t, say } = words;
  const { reporting } = state;
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
      return t(wayToIt(state) === 'file' ? 'popup:reporting.by-file' : 'popup:reporting.offline', {
        count: reporting.waiting,
      });
    case 'distrusted':
      return t(`connection:${reporting.reason}`);
    case 'key-lost':
      return t('popup:reporting.key-lost');
    case 'refused':
      return say(`popup:refused.${reporting.reason}`, reporting) ?? t('popup:refused.other', reporting);
    default:
      return reporting satisfies never;
  }
}

interface ReportingLineProps {
  readonly state: Reporter;
  readonly words: Translator;
}

export function ReportingLine({ state, words }: ReportingLineProps): JSX.Element {
  return (
    <p class={`reporting reporting-${state.reporting.state} numbers`} role="status">
      <span class="foreign">{reportingSentence(state, words)}</span>
    </p>
  );
}
