import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../parts/button.tsx';
import type { Store } from './store.ts';

interface SubViewProps {
  readonly store: Store;
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A page of the popup that somebody asked for, with the way back. */
export function SubView({ store, title, children }: SubViewProps): JSX.Element {
  const { t } = store.words.value;
  const trouble = store.trouble.value;
  const heading = useRef<HTMLHeadingElement>(null);
  // The page has changed under the user's hands: the focus, and with it the screen reader, begins anew,
  // with the page itself: an effect after the next frame would take it from who types at once.
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <main class="sub-view">
      <Button kind="plain" small onPress={store.showRules}>
        <span aria-hidden="true">‹</span> {t('popup:back')}
      </Button>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
      <p class="trouble" role="alert">
        {trouble !== null && t(`popup:${trouble}`)}
      </p>
    </main>
  );
}
