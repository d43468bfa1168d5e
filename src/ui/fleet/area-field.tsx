import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { FieldProps } from './field.tsx';

/** A labelled text of several lines. */
export function AreaField({
  label,
  hint,
  value,
  onText,
}: Pick<FieldProps, 'label' | 'hint' | 'value' | 'onText'>): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        rows={3}
        autocapitalize="none"
        spellcheck={false}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onInput={(event) => onText(event.currentTarget.value)}
        value={value}
      />
      {hint !== undefined && (
        <span class="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}
