import type { JSX } from 'preact';
import type { PopupState } from '../../ipc/schema.ts';
import type { Translator } from '../locales/translate.ts';
import { Button } from '../parts/button.tsx';
import { standingSign } from '../parts/standing-sign.ts';
import { StatusIcon } from '../parts/status-icon.tsx';
import type { Store } from './store.ts';

/** Where this computer stands, in one sentence. */
export function standingSentence(state: PopupState, { t }: Translator): string {
  if (state.scannedAt === null)
    return t(state.scanning ? 'popup:standing.first-check' : 'popup:standing.not-checked');
  if (state.standing === 'compliant') return t('popup:standing.compliant');
  const deciding = state.standing === 'unknown' ? 'unknown' : 'fail';
  const count = state.verdicts.filter(
    ({ severity, status }) => severity === 'required' && status === deciding,
  ).length;
  return count === 0
    ? t('popup:standing.nothing-required')
    : t(`popup:standing.${state.standing}`, { count });
}

export function StandingHeader({ store }: { readonly store: Store }): JSX.Element {
  const state = store.state.value;
  const words = store.words.value;
  const { t } = words;
  const checking = store.checking.value;
  return (
    <header class={`standing standing-${state.standing}`}>
      <StatusIcon sign={state.scannedAt === null ? 'silent' : standingSign(state.standing)} size={36} />
      <div class="standing-words" role="status">
        <h1>{standingSentence(state, words)}</h1>
        {state.scannedAt !== null && (
          <p class="quiet numbers">{t('popup:checked-at', { at: state.scannedAt })}</p>
        )}
      </div>
      <CloseButton label={t('popup:close')} onPress={store.close} />
      <div class="standing-actions">
        <Button small busy={checking} onPress={() => void store.checkAgain()}>
          {checking && <span class="spinner" aria-hidden="true" />}
          {t(checking ? 'popup:checking' : 'popup:check-again')}
        </Button>
      </div>
      <TroubleLine store={store} />
    </header>
  );
}

interface CloseButtonProps {
  readonly label: string;
  readonly onPress: () => void;
}

function CloseButton({ label, onPress }: CloseButtonProps): JSX.Element {
  return (
    <button type="button" class="close-button" aria-label={label} onClick={onPress}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        <path d="M2 2 10 10M10 2 2 10" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" />
      </svg>
    </button>
  );
}

function TroubleLine({ store }: { readonly store: Store }): JSX.Element {
  const trouble = store.trouble.value;
  return (
    <p class="trouble" role="alert">
      {trouble !== null && store.words.value.t(`popup:${trouble}`)}
    </p>
  );
}
