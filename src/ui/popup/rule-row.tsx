import type { JSX } from 'preact';
import type { ShownVerdict } from '../../ipc/schema.ts';
import { findingOf } from '../../rules/verdict.ts';
import { StatusIcon } from '../parts/status-icon.tsx';
import { ruleTitle, sentence, verdictWord } from '../parts/verdict-words.ts';
import { RuleDetails } from './rule-details.tsx';
import type { Store } from './store.ts';

interface RuleRowProps {
  readonly store: Store;
  readonly verdict: ShownVerdict;
  readonly open?: boolean;
}

/** A rule in a line or two, which opens to all that is known of it. */
export function RuleRow({ store, verdict, open = false }: RuleRowProps): JSX.Element {
  const words = store.words.value;
  const told = verdict.reason ?? verdict.observed;
  const finding = findingOf(verdict);
  return (
    <li>
      <details class={`rule rule-${finding}`} open={open}>
        <summary>
          <StatusIcon sign={finding} size={20} />
          <span class="rule-title">{ruleTitle(words, verdict.rule)}</span>
          <span class="opens rule-status">{verdictWord(words, verdict)}</span>
          {told !== null && <span class="rule-told quiet foreign">{sentence(words, told)}</span>}
        </summary>
        <RuleDetails store={store} verdict={verdict} />
      </details>
    </li>
  );
}
