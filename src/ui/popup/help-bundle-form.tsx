import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { HelpBundle } from '../../ipc/schema.ts';
import { Button } from '../parts/button.tsx';
import { SaidList } from './said-list.tsx';
import type { Store } from './store.ts';
import { TextField } from './text-field.tsx';
import { wayToIt } from './way-to-it.ts';

interface HelpBundleFormProps {
  readonly store: Store;
  readonly bundle: HelpBundle;
}

/** The whole of what goes, a word to it, and the two ways that it can take. */
export function HelpBundleForm({ store, bundle }: HelpBundleFormProps): JSX.Element {
  const { t } = store.words.value;
  const isEnrolled = wayToIt(store.state.value) !== 'none';
  const isSent = useSignal(false);
  return (
    <>
      <p>{t('popup:help.read')}</p>
      {bundle.logLinesLeftOut > 0 && (
        <p class="quiet">{t('popup:help.log-left-out', { count: bundle.logLinesLeftOut })}</p>
      )}
      {bundle.factsLeftOut && <p class="quiet">{t('popup:help.facts-left-out')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <section class="payload" tabIndex={0} aria-label={t('popup:help.content')}>
        <pre lang="en">{bundle.text}</pre>
      </section>
      {!isEnrolled && <p>{t('popup:help.not-enrolled')}</p>}
      {isEnrolled && !isSent.value && (
        <SendForm
          store={store}
          onSent={() => {
            isSent.value = true;
          }}
        />
      )}
      <SaveButton store={store} isOnlyWay={!isEnrolled} />
      <SaidList store={store} kind="help" />
    </>
  );
}

function SendForm({ store, onSent }: { readonly store: Store; readonly onSent: () => void }): JSX.Element {
  const { t } = store.words.value;
  const note = useSignal('');
  const isBusy = useSignal(false);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (isBusy.value) return;
    isBusy.value = true;
    if (await store.say({ kind: 'help', note: note.value.trim() })) onSent();
    isBusy.value = false;
  };
  return (
    <form onSubmit={(event) => void send(event)}>
      <TextField label={t('popup:help.note')} text={note} maxLength={2000} lines={3} />
      <Button kind="primary" type="submit" busy={isBusy.value}>
        {t('popup:help.send')}
      </Button>
    </form>
  );
}

interface SaveButtonProps {
  readonly store: Store;
  readonly isOnlyWay: boolean;
}

function SaveButton({ store, isOnlyWay }: SaveButtonProps): JSX.Element {
  const { t } = store.words.value;
  const isSaved = useSignal(false);
  const save = async (): Promise<void> => {
    isSaved.value = false;
    isSaved.value = await store.saveHelp();
  };
  return (
    <>
      <Button kind={isOnlyWay ? 'primary' : 'normal'} onPress={() => void save()}>
        {t('popup:help.save')}
      </Button>
      <p class="quiet" role="status">
        {isSaved.value && t('popup:help.saved')}
      </p>
    </>
  );
}
