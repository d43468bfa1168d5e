import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { StatementRow } from '../../protocol/statement.ts';
import { Button } from '../parts/button.tsx';
import { api } from './api.ts';
import type { ViewProps } from './view-props.ts';

type LongTextProps = ViewProps & {
  readonly statement: StatementRow;
  readonly field: string;
  /** Characters. */
  readonly length: number;
};

/** A text that no list brings along: asked for when somebody wants to read it. */
export function LongText({ store, words, statement, field, length }: LongTextProps): JSX.Element {
  const text = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const show = async (): Promise<void> => {
    isBusy.value = true;
    store.trouble.value = await store.attempt(async () => {
      text.value = (await api.statement(statement.number)).texts[field] ?? '';
    });
    isBusy.value = false;
  };
  if (text.value === null)
    return (
      <Button small busy={isBusy.value} onPress={() => void show()}>
        {words.t('fleet:statements.show', { length })}
      </Button>
    );
  return (
    <div class="long-text">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to take the focus (axe: scrollable-region-focusable) */}
      <pre class="foreign" tabIndex={0}>
        {text.value}
      </pre>
      <Button small onPress={() => save(text.value ?? '', `${field}-${statement.receipt}.json`)}>
        {words.t('fleet:statements.download')}
      </Button>
    </div>
  );
}

/** The browser's own way to a file; nothing is asked for a second time. */
function save(text: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
