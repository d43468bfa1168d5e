import type { JSX } from 'preact';
import type { ShownSignOff } from '../../ipc/schema.ts';
import { Button } from '../parts/button.tsx';
import { goesByFile } from './goes-by-file.ts';
import type { Store } from './store.ts';

type Pending = Extract<ShownSignOff, { state: 'pending' }>;

/** IT has begun the sign-off of this computer: who asked, what is to be done, and how far it is. */
export function SignOffNotice({ store }: { readonly store: Store }): JSX.Element | null {
  const state = store.state.value;
  const { signOff } = state;
  if (signOff?.state !== 'pending') return null;
  const words = store.words.value;
  const byFile = goesByFile(state);
  const { t } = words;
  return (
    <section class="told" aria-labelledby="sign-off">
      <h2 id="sign-off">{t('sign-off:title')}</h2>
      <p class="foreign">{askedWord(signOff, store)}</p>
      {signOff.reason !== '' && <p class="foreign">{t('sign-off:reason', { reason: signOff.reason })}</p>}
      <ol>
        {words.list('sign-off:steps').map((step) => (
          <li key={step}>{step}</li>
        ))}
        <li>{t(byFile ? 'sign-off:stay-by-file' : 'sign-off:stay')}</li>
      </ol>
      <p role="status" class="numbers">
        {signOff.lastScanSentAt === null
          ? t(byFile ? 'sign-off:scan-by-file' : 'sign-off:scan-waits')
          : t('sign-off:scan-sent', { at: signOff.lastScanSentAt })}
      </p>
      {byFile && (
        <Button small onPress={() => store.show('by-file')}>
          {t('by-file:open')}
        </Button>
      )}
      <p class="quiet">{t('sign-off:mistake')}</p>
    </section>
  );
}

function askedWord({ person, askedBy, askedAt }: Pending, store: Store): string {
  const { t } = store.words.value;
  const by = askedBy || t('sign-off:it');
  return person === ''
    ? t('sign-off:asked', { by, at: askedAt })
    : t('sign-off:asked-for', { by, person, at: askedAt });
}
