import './button.css';
import type { ComponentChildren, JSX } from 'preact';

export interface ButtonProps {
  readonly children: ComponentChildren;
  readonly kind?: 'primary' | 'normal' | 'plain' | 'danger';
  readonly small?: boolean;
  readonly type?: 'button' | 'submit';
  /** Stays in the tab order while it works, so that the focus is not lost. */
  readonly busy?: boolean;
  /** Said to screen readers instead of the text on the button; must begin with that text. */
  readonly label?: string | undefined;
  readonly onPress?: (() => void) | undefined;
}

/** The one button of popup and page. */
export function Button(props: ButtonProps): JSX.Element {
  const { children, kind = 'normal', small = false, type = 'button', busy = false, label, onPress } = props;
  const classes = ['button', kind !== 'normal' && `button-${kind}`, small && 'button-small'];
  const press = (event: Event): void => {
    if (busy) event.preventDefault();
    else onPress?.();
  };
  return (
    <button
      type={type}
      class={classes.filter(Boolean).join(' ')}
      aria-disabled={busy ? 'true' : undefined}
      aria-label={label}
      onClick={press}
    >
      {children}
    </button>
  );
}
