import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ViewProps } from './view-props.ts';

export interface PageTitleProps extends ViewProps {
  /** What the window is called. */
  readonly title: string;
  readonly children?: ComponentChildren;
}

/**
 * The first heading of a view. Whoever comes to a view from another one starts reading there: without this the focus
 * would stay on a link that is gone.
 */
export function PageTitle({ store, words, title, children }: PageTitleProps): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = words.t('fleet:title', { page: title });
  }, [words, title]);
  // With the page itself: an effect after the next frame would take the focus from who types at once.
  useLayoutEffect(() => {
    if (store.hasMoved) heading.current?.focus({ preventScroll: true });
  }, [store]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children ?? title}
    </h1>
  );
}
