import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ViewProps } from './view-props.ts';

/** Milliseconds without a key before the search is asked. */
const typingMs = 250;

/** Asks when the typing rests, not while an input method still composes: half a pinyin finds nobody. */
export function DeviceSearch({ store, words }: ViewProps): JSX.Element {
  const asked = store.query.value.search;
  const text = useSignal(asked);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    // Cleared from elsewhere (a filter was removed): the box must say what the list shows.
    if (timer.current === undefined) text.value = asked;
  }, [asked, text]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const ask = () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (text.value.trim() !== store.query.value.search) store.search({ search: text.value.trim() });
  };
  const take = (value: string, isComposing: boolean) => {
    text.value = value;
    clearTimeout(timer.current);
    timer.current = isComposing ? undefined : setTimeout(ask, typingMs);
  };
  return (
    <input
      class="search"
      type="search"
      aria-label={words.t('fleet:devices.search')}
      placeholder={words.t('fleet:devices.search')}
      maxLength={200}
      value={text}
      onInput={(event) => take(event.currentTarget.value, event.isComposing)}
      onCompositionEnd={(event) => take(event.currentTarget.value, false)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.isComposing) ask();
      }}
    />
  );
}
