import type { Signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

interface TextFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly text: Signal<string>;
  readonly maxLength: number;
  readonly required?: boolean;
  /** Lines that are shown at once; 1 takes no line breaks. */
  readonly lines: number;
}

/** A labelled text of the user's. */
export function TextField({ label, hint, text, lines, ...limits }: TextFieldProps): JSX.Element {
  const id = useId();
  const input = {
    id,
    value: text.value,
    'aria-describedby': hint === undefined ? undefined : `${id}-hint`,
    ...limits,
  };
  const take = (event: { readonly currentTarget: { readonly value: string } }): void => {
    text.value = event.currentTarget.value;
  };
  return (
    <div class="text-field">
      <label for={id}>{label}</label>
      {lines === 1 ? (
        <input type="text" onInput={take} {...input} />
      ) : (
        <textarea rows={lines} onInput={take} {...input} />
      )}
      {hint !== undefined && (
        <span class="quiet" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}
