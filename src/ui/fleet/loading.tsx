import type { JSX } from 'preact';
import type { ViewProps } from './view-props.ts';

/** Shows only where reading takes long enough to be noticed (the stylesheet waits); nothing once it has failed. */
export function Loading({ store, words }: ViewProps): JSX.Element | null {
  if (store.trouble.value !== null) return null;
  return <p class="loading quiet">{words.t('fleet:loading')}</p>;
}
