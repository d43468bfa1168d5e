import type { JSX } from 'preact';
import type { SaidStatement } from '../../ipc/schema.ts';
import type { Store } from './store.ts';
import { wayToIt } from './way-to-it.ts';

interface SaidListProps {
  readonly store: Store;
  readonly kind: SaidStatement['kind'];
}

/** What was said to IT in this way, the newest first, and what became of it. */
export function SaidList({ store, kind }: SaidListProps): JSX.Element {
  const said = store.state.value.said.filter((one) => one.kind === kind);
  return (
    <div class="said" role="status">
      <ul>
        {said.map((one) => (
          <li key={one.id} class={`said-item said-${fateOf(one)}`}>
            <Fate store={store} said={one} />
          </li>
        ))}
      </ul>
    </div>
  );
}

export function fateOf({ receipt, refusal }: SaidStatement): 'received' | 'refused' | 'waiting' {
  if (receipt !== null) return 'received';
  return refusal === null ? 'waiting' : 'refused';
}

function Fate({ store, said }: { readonly store: Store; readonly said: SaidStatement }): JSX.Element {
  const { t } = store.words.value;
  const { at, receipt } = said;
  const fate = fateOf(said);
  if (fate === 'waiting') return <>{t(`popup:said.waiting.${wayToIt(store.state.value)}`, { at })}</>;
  return (
    <>
      {t(`popup:said.${fate}`, { at })} <span class="receipt numbers">{receipt}</span>
    </>
  );
}
