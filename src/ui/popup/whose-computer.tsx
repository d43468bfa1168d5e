import type { JSX } from 'preact';
import { Button } from '../parts/button.tsx';
import type { Store } from './store.ts';

/** Whose computer IT takes it for; whoever sits at it knows better. */
export function WhoseComputer({ store }: { readonly store: Store }): JSX.Element | null {
  const { owner, department, profile, reporting } = store.state.value;
  const { t, say } = store.words.value;
  if (reporting.state === 'not-enrolled' || reporting.state === 'joining') return null;
  const rows = [
    ['owner', owner || t('popup:whose.nobody')],
    ['department', department || t('popup:whose.no-department')],
    ['profile', say(`popup:profile.${profile}`) ?? profile],
  ] as const;
  return (
    <section class="whose" aria-labelledby="whose">
      <h2 id="whose">{t('popup:whose.title')}</h2>
      <dl>
        {rows.map(([key, text]) => (
          <div key={key}>
            <dt class="quiet">{t(`popup:whose.${key}`)}</dt>
            <dd class="foreign">{text}</dd>
          </div>
        ))}
      </dl>
      <Button kind="plain" small onPress={() => store.show('not-right')}>
        {t('popup:whose.not-right')}
      </Button>
    </section>
  );
}
