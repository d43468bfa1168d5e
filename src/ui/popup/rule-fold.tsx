import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { ShownVerdict } from '../../ipc/schema.ts';
import { type Finding, findingOf, findings } from '../../rules/verdict.ts';
import { StatusIcon } from '../parts/status-icon.tsx';
import { RuleRow } from './rule-row.tsx';
import type { Store } from './store.ts';

interface RuleFoldProps {
  readonly store: Store;
  readonly kind: 'advised' | 'fine';
  /** Worst first. */
  readonly verdicts: readonly ShownVerdict[];
}

/** One line for rules that ask nothing of anybody now; closed again with each new popup. */
export function RuleFold({ store, kind, verdicts }: RuleFoldProps): JSX.Element | null {
  const { t } = store.words.value;
  const id = useId();
  const open = useSignal(false);
  const toggle = (): void => {
    open.value = !open.value;
  };
  const counts = countsOf(verdicts);
  const [main] = counts;
  if (main === undefined) return null;
  return (
    <>
      <button
        type="button"
        class={`fold fold-${kind}`}
        aria-expanded={open.value}
        aria-controls={id}
        onClick={toggle}
      >
        <StatusIcon sign={main.finding} size={20} />
        <span>{counts.map(({ finding, count }) => t(`popup:fold.${finding}`, { count })).join(' · ')}</span>
        <span class="opens" />
      </button>
      <ul id={id} class="rule-list" hidden={!open.value}>
        {open.value &&
          verdicts.map((verdict) => <RuleRow key={verdict.rule} store={store} verdict={verdict} />)}
      </ul>
    </>
  );
}

/** Each finding with its own number: what does not concern this computer is not counted as fine. */
function countsOf(
  verdicts: readonly ShownVerdict[],
): { readonly finding: Finding; readonly count: number }[] {
  const found = verdicts.map(findingOf);
  return findings
    .map((finding) => ({ finding, count: found.filter((each) => each === finding).length }))
    .filter(({ count }) => count > 0);
}
