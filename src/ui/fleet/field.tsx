import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

export interface FieldProps {
  readonly label: string;
  /** What may be entered; read out with the field. */
  readonly hint?: string | undefined;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly type?: 'text' | 'password' | 'number';
  readonly name?: string;
  readonly required?: boolean;
  /** What the browser's password store is told. */
  readonly autocomplete?: 'username' | 'current-password' | 'new-password' | 'off';
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
}

/** A labelled entry with its hint. Names and passwords are no prose: neither corrected nor capitalised. */
export function Field({ label, hint, onText, type = 'text', ...input }: FieldProps): JSX.Element {
  const id = useId();
  // Preact's types have a shape for each group of types; all of ours take the same attributes.
  const kind = { type } as { readonly type: 'text' };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        {...kind}
        autocapitalize="none"
        spellcheck={false}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onInput={(event) => onText(event.currentTarget.value)}
        {...input}
      />
      {hint !== undefined && (
        <span class="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}
