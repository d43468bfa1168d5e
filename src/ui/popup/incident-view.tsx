import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Button } from '../parts/button.tsx';
import { fateOf, SaidList } from './said-list.tsx';
import type { Store } from './store.ts';
import { SubView } from './sub-view.tsx';
import { TextField } from './text-field.tsx';
import { wayToIt } from './way-to-it.ts';

/** A suspected leak: three questions, the first of which is enough. What was typed stays until it is safely kept. */
export function IncidentView({ store }: { readonly store: Store }): JSX.Element {
  const { t } = store.words.value;
  const what = useSignal('');
  const when = useSignal('');
  const who = useSignal('');
  const busy = useSignal(false);
  const way = wayToIt(store.state.value);
  const isWaiting = store.state.value.said.some(
    (one) => one.kind === 'incident' && fateOf(one) === 'waiting',
  );
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    const said = { kind: 'incident', what: what.value, when: when.value, who: who.value } as const;
    if (await store.say(said)) for (const text of [what, when, who]) text.value = '';
    busy.value = false;
  };
  return (
    <SubView store={store} title={t('popup:incident.title')}>
      <p>{t(`popup:incident.text.${way}`)}</p>
      <form onSubmit={(event) => void send(event)}>
        <TextField label={t('popup:incident.what')} text={what} maxLength={2000} lines={4} required />
        <TextField label={t('popup:incident.when')} text={when} maxLength={200} lines={1} />
        <TextField label={t('popup:incident.who')} text={who} maxLength={500} lines={2} />
        <Button kind="primary" type="submit" busy={busy.value}>
          {t('popup:incident.send')}
        </Button>
      </form>
      {isWaiting && <p>{t('popup:incident.urgent')}</p>}
      {isWaiting && way === 'file' && (
        <Button small onPress={() => store.show('by-file')}>
          {t('by-file:open')}
        </Button>
      )}
      <SaidList store={store} kind="incident" />
    </SubView>
  );
}
