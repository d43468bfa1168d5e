import type { JSX } from 'preact';
import type { Translator } from '../locales/translate.ts';
import { Button } from '../parts/button.tsx';
import type { ViewProps } from './view-props.ts';

/** A refusal in plain words; one that these words don't know keeps its code. */
export function troubleWord(words: Translator, code: string): string {
  return words.say(`fleet:trouble.${code}`) ?? words.t('fleet:trouble.other', { code });
}

/** What stands in the way of a true page: the line is broken, or the last reading was refused. */
export function Notices({ store, words }: ViewProps): JSX.Element {
  const code = store.trouble.value;
  const isLost = store.session.value?.user != null && !store.connected.value;
  // A device that isn't there is the page itself, not a notice on it; a broken line says more than its symptom.
  const isTold = code === null || code === 'not-found' || (isLost && code === 'unreachable');
  return (
    <div class="notices" role="status">
      {isLost && <p class="notice">{words.t('fleet:connectionLost')}</p>}
      {!isTold && (
        <p class="notice notice-bad">
          {troubleWord(words, code)}
          {store.session.value === null && (
            <Button small onPress={() => void store.begin()}>
              {words.t('fleet:retry')}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}
