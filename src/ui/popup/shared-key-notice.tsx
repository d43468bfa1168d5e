import type { JSX } from 'preact';
import type { Store } from './store.ts';

/** Another computer may use the key of this one: a clone, or this one is the clone. What to do, and who knows which it is. */
export function SharedKeyNotice({ store }: { readonly store: Store }): JSX.Element | null {
  const { sharedKey, reporting } = store.state.value;
  if (sharedKey === null) return null;
  const words = store.words.value;
  const { t } = words;
  return (
    <section class="told told-bad" aria-labelledby="shared-key">
      <h2 id="shared-key">{t('popup:shared-key.title')}</h2>
      <p>{t('popup:shared-key.why', { at: sharedKey.since })}</p>
      {reporting.state === 'refused' && <p>{t('popup:shared-key.not-accepted')}</p>}
      <ol>
        {words.list('popup:shared-key.steps').map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p class="quiet">{t('popup:shared-key.only-one')}</p>
    </section>
  );
}
