import type { JSX } from 'preact';
import type { ShownVerdict } from '../../ipc/schema.ts';
import { StatusIcon } from '../parts/status-icon.tsx';
import { ruleTitle, sentence, statusWord } from '../parts/verdict-words.ts';
import { RuleDetails } from './rule-details.tsx';
import type { Store } from './store.ts';

/** The rules, worst first, as they come. The first failure stands open: it is what the user came for. */
export function RuleList({ store }: { readonly store: Store }): JSX.Element {
  const { verdicts } = store.state.value;
  const [worst] = verdicts;
  return (
    <section aria-label={store.words.value.t('popup:rules')}>
      <ul class="rules">
        {verdicts.map((verdict) => (
          <RuleRow
            key={verdict.rule}
            store={store}
            verdict={verdict}
            open={verdict === worst && verdict.status === 'fail'}
          />
        ))}
      </ul>
    </section>
  );
}

interface RuleRowProps {
  readonly store: Store;
  readonly verdict: ShownVerdict;
  readonly open: boolean;
}

function RuleRow({ store, verdict, open }: RuleRowProps): JSX.Element {
  const words = store.words.value;
  const told = verdict.reason ?? verdict.observed;
  return (
    <li>
      <details class="rule" open={open}>
        <summary>
          <StatusIcon sign={verdict.status} size={20} />
          <span class="rule-words">
            <span class="rule-title">{ruleTitle(words, verdict.rule)}</span>
            {told !== null && <span class="rule-told quiet foreign">{sentence(words, told)}</span>}
          </span>
          <span class={`rule-status rule-status-${verdict.status}`}>{statusWord(words, verdict.status)}</span>
        </summary>
        <RuleDetails store={store} verdict={verdict} />
      </details>
    </li>
  );
}
