import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Button } from '../parts/button.tsx';
import { SaidList } from './said-list.tsx';
import type { Store } from './store.ts';
import { SubView } from './sub-view.tsx';
import { TextField } from './text-field.tsx';

/** "This is not my computer": one press is enough, a word to it is welcome. */
export function NotRightView({ store }: { readonly store: Store }): JSX.Element {
  const { t } = store.words.value;
  const note = useSignal('');
  const busy = useSignal(false);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    if (await store.say({ kind: 'not-right', note: note.value.trim() })) note.value = '';
    busy.value = false;
  };
  return (
    <SubView store={store} title={t('popup:not-right.title')}>
      <p>{t('popup:not-right.text')}</p>
      <form onSubmit={(event) => void send(event)}>
        <TextField label={t('popup:not-right.note')} text={note} maxLength={500} lines={3} />
        <Button kind="primary" type="submit" busy={busy.value}>
          {t('popup:not-right.send')}
        </Button>
      </form>
      <SaidList store={store} kind="not-right" />
    </SubView>
  );
}
