import type { JSX } from 'preact';
import type { ShownSignOff } from '../../ipc/schema.ts';
import { Button } from '../parts/button.tsx';
import { StatusIcon } from '../parts/status-icon.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import type { Store } from './store.ts';

interface SignedOffViewProps {
  readonly store: Store;
  readonly signedOff: Extract<ShownSignOff, { state: 'signed-off' }>;
}

/** Nothing is checked and nothing reported any more. */
export function SignedOffView({ store, signedOff }: SignedOffViewProps): JSX.Element {
  const { t } = store.words.value;
  const { person, reason, confirmedBy, confirmedAt, unsent } = signedOff;
  const rows = [
    ['person', person],
    ['why', reason],
    ['confirmed-by', confirmedBy || t('sign-off:it')],
    ['confirmed-at', t('popup:since', { at: confirmedAt })],
  ] as const;
  return (
    <main class="sub-view signed-off">
      <h1>
        <StatusIcon sign="pass" size={20} /> {t('sign-off:done')}
      </h1>
      <p>{t('sign-off:done-text')}</p>
      <dl>
        {rows
          .filter(([, text]) => text !== '')
          .map(([key, text]) => (
            <div key={key}>
              <dt class="quiet">{t(`sign-off:${key}`)}</dt>
              <dd class="foreign">{text}</dd>
            </div>
          ))}
      </dl>
      {unsent > 0 && <p class="remedy">{t('sign-off:unsent', { count: unsent })}</p>}
      <p class="quiet">{t('sign-off:again')}</p>
      <Button kind="plain" small onPress={() => store.show('join')}>
        {t('by-file:join.open')}
      </Button>
      <div class="footer-end">
        <Button small onPress={store.close}>
          {t('popup:close')}
        </Button>
        <LanguageSwitch store={store} />
      </div>
    </main>
  );
}
