import type { JSX } from 'preact';
import type { SaidStatement } from '../../ipc/schema.ts';
import type { Translator } from '../locales/translate.ts';
import type { Store } from './store.ts';

interface SaidListProps {
  readonly store: Store;
  readonly kind: SaidStatement['kind'];
}

/** What was said to IT in this way, the newest first, and what became of it. */
export function SaidList({ store, kind }: SaidListProps): JSX.Element {
  const words = store.words.value;
  const said = store.state.value.said.filter((one) => one.kind === kind);
  return (
    <div class="said" role="status">
      <ul>
        {said.map((one) => (
          <li key={one.id} class={`said-item said-${stateOf(one)}`}>
            {fateOf(one, words)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function stateOf({ receipt, refusal }: SaidStatement): 'received' | 'refused' | 'waiting' {
  if (receipt !== null) return 'received';
  return refusal === null ? 'waiting' : 'refused';
}

function fateOf(said: SaidStatement, { t }: Translator): string {
  const { at, receipt, refusal } = said;
  return t(`popup:said.${stateOf(said)}`, { at, receipt, detail: refusal });
}
